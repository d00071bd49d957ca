package io.schemaagent.connectors.agent.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.ConformanceSuite;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The conformance suite as a client of the endpoint; its tools are those of a user's connector. */
@QuarkusTest
class ServerConformanceTest {

    private static final String IMAGE = "{\"type\":\"image\",\"data\":\"iVBORw0KGgo=\",\"mimeType\":\"image/png\"}";
    private static final String RESOURCE = "{\"type\":\"resource\",\"resource\":{\"uri\":\"test://embedded-resource\","
            + "\"mimeType\":\"text/plain\",\"text\":\"This is an embedded resource content.\"}}";

    /** What the suite wants of its tools. */
    private static final Map<String, String> RESULTS = Map.of(
            "test_simple_text",
            "{\"content\":[{\"type\":\"text\",\"text\":\"This is a simple text response for testing.\"}]}",
            "test_image_content",
            "{\"content\":[" + IMAGE + "]}",
            "test_audio_content",
            "{\"content\":[{\"type\":\"audio\",\"data\":\"UklGRg==\",\"mimeType\":\"audio/wav\"}]}",
            "test_embedded_resource",
            "{\"content\":[" + RESOURCE + "]}",
            "test_multiple_content_types",
            "{\"content\":[{\"type\":\"text\",\"text\":\"Multiple content types test:\"}," + IMAGE + "," + RESOURCE
                    + "]}",
            "test_error_handling",
            "{\"content\":[{\"type\":\"text\",\"text\":\"This tool intentionally returns an error for testing\"}],"
                    + "\"isError\":true}");

    private static final String SCHEMA = """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",\
            "$defs":{"address":{"$anchor":"addressDef","type":"object",\
            "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},\
            "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},\
            "contactMethod":{"type":"string","enum":["phone","email"]},\
            "phone":{"type":"string"},"email":{"type":"string"}},\
            "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],\
            "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},\
            "then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}""";

    private final String token = Tokens.of(Tokens.aUser());
    private final FakeMcpServer server = FakeMcpServer.start().withTools(0).behind(ServerConformanceTest::call);

    @TestHTTPResource("/mcp")
    URI endpoint;

    private static Optional<FakeMcpServer.Answer> call(HttpServerRequest request, JsonNode message) {
        return message.path("method").asText().equals("tools/call")
                ? Optional.of(
                        new FakeMcpServer.Answer(200, Map.of("Content-Type", "application/json"), result(message)))
                : Optional.empty();
    }

    private static String result(JsonNode message) {
        String result = RESULTS.get(message.path("params").path("name").asText());
        return "{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result + "}";
    }

    @BeforeEach
    void save() {
        RESULTS.keySet()
                .forEach(name -> server.withTool("{\"name\":\"" + name
                        + "\",\"description\":\"A tool of the suite\",\"inputSchema\":{\"type\":\"object\"}}"));
        server.withTool(
                "{\"name\":\"json_schema_2020_12_tool\",\"description\":\"A tool of the suite\",\"inputSchema\":"
                        + SCHEMA + "}");
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("name", "suite", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static final List<String> TOOLS = List.of(
            "tools-list",
            "tools-call-simple-text",
            "tools-call-image",
            "tools-call-audio",
            "tools-call-embedded-resource",
            "tools-call-mixed-content",
            "tools-call-error",
            "json-schema-2020-12",
            "dns-rebinding-protection");

    /** All that apply: a scenario that the suite forgets is none that passed. */
    static Stream<Arguments> revisions() {
        return Stream.of(
                Arguments.of("2025-11-25", with(TOOLS, List.of("server-initialize", "ping"))),
                Arguments.of(
                        "2026-07-28",
                        with(
                                TOOLS,
                                List.of(
                                        "http-header-validation",
                                        "server-sse-multiple-streams",
                                        "input-required-result-unsupported-methods",
                                        "input-required-result-validate-input"))));
    }

    private static List<String> with(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void conformsTo(String revision, List<String> scenarios) throws Exception {
        try (SuiteProxy proxy = new SuiteProxy(endpoint, token, "suite")) {
            String name = "conformance-server-" + revision;
            ConformanceSuite suite =
                    ConformanceSuite.run(name, revision, name + ".yml", "server", "--url", proxy.url());

            assertThat(suite.exitCode()).as(suite.output()).isZero();
            assertThat(suite.passed()).containsAll(scenarios);
        }
    }
}
