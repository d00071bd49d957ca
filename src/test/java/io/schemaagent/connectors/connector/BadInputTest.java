package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request: the answer says what, and nothing is lost or half done. */
@QuarkusTest
class BadInputTest {

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start();

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private long aConnector() {
        return caller().body(Map.of("name", "good", "server_url", server.url()))
                .post("/api/connectors")
                .jsonPath()
                .getLong("id");
    }

    static Stream<Object[]> bodiesThatAreNotValid() {
        String url = "\"server_url\":\"https://example.com/mcp\"";
        return Stream.of(
                new Object[] {"", "body"},
                new Object[] {"null", "body"},
                new Object[] {"[]", "body"},
                new Object[] {"\"text\"", "body"},
                new Object[] {"{}", "name"},
                new Object[] {"{" + url + "}", "name"},
                new Object[] {"{\"name\":null," + url + "}", "name"},
                new Object[] {"{\"name\":\"\"," + url + "}", "name"},
                new Object[] {"{\"name\":\"  \\t \"," + url + "}", "name"},
                new Object[] {"{\"name\":\"line\\nbreak\"," + url + "}", "name"},
                new Object[] {"{\"name\":\"nul\\u0000\"," + url + "}", "name"},
                new Object[] {"{\"name\":\"half \\ud83d\"," + url + "}", "name"},
                new Object[] {"{\"name\":\"" + "x".repeat(256) + "\"," + url + "}", "name"},
                new Object[] {"{\"name\":\"" + "🛠".repeat(500) + "\"," + url + "}", "name"},
                new Object[] {"{\"name\":7," + url + "}", "name"},
                new Object[] {"{\"name\":{}," + url + "}", "name"},
                new Object[] {"{\"name\":[\"x\"]," + url + "}", "name"},
                new Object[] {"{\"name\":\"x\",\"description\":\"" + "x".repeat(1001) + "\"," + url + "}", "description"
                },
                new Object[] {"{\"name\":\"x\",\"description\":\"\\u0000\"," + url + "}", "description"},
                new Object[] {"{\"name\":\"x\",\"description\":true," + url + "}", "description"},
                new Object[] {"{\"name\":\"x\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":5}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"example.com\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"ftp://example.com\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"http://\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"http://exa mple.com\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"http://user:secret@example.com\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"http://example.com:99999\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"server_url\":\"http://a/" + "x".repeat(500) + "\"}", "server_url"},
                new Object[] {"{\"name\":\"x\",\"auth_type\":\"magic\"," + url + "}", "auth_type"},
                new Object[] {"{\"name\":\"x\",\"auth_type\":1," + url + "}", "auth_type"},
                new Object[] {"{\"name\":\"x\",\"auth_config\":\"secret\"," + url + "}", "auth_config"},
                new Object[] {"{\"name\":\"x\",\"auth_config\":[]," + url + "}", "auth_config"},
                new Object[] {"{\"name\":\"x\",\"auth_config\":{\"api_key\":1}," + url + "}", "auth_config.api_key"},
                new Object[] {
                    "{\"name\":\"x\",\"auth_config\":{\"api_key\":\"a\\r\\nX: y\"}," + url + "}", "auth_config.api_key"
                },
                new Object[] {
                    "{\"name\":\"x\",\"auth_config\":{\"header_name\":\"a b\"}," + url + "}", "auth_config.header_name"
                },
                new Object[] {
                    "{\"name\":\"x\",\"auth_config\":{\"headers\":{\"Host\":\"x\"}}," + url + "}",
                    "auth_config.headers.Host"
                },
                new Object[] {
                    "{\"name\":\"x\",\"auth_config\":{\"__bound_to\":{}}," + url + "}", "auth_config.__bound_to"
                },
                new Object[] {"{\"name\":\"x\",\"confirm_duplicate\":\"yes\"," + url + "}", "confirm_duplicate"});
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNotValid")
    void namesTheFieldThatIsWrong(String body, String field) {
        caller().body(body)
                .post("/api/connectors")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("error", equalTo("VALIDATION_FAILED"))
                .body("detail", notNullValue())
                .body("violations.field", hasItem(field))
                .body("violations[0].in", equalTo("body"));
        caller().get("/api/connectors").then().body("", hasSize(0));
    }

    static Stream<String> bodiesThatAreNotJson() {
        return Stream.of(
                "{",
                "{\"name\":}",
                "name=x",
                "<xml/>",
                "{\"name\":\"x\"",
                "{'name':'x'}",
                "{\"name\":\"x\"} trailing",
                "{\"auth_config\":" + "[".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreNotJson")
    void saysThatABodyIsNotJson(String body) {
        caller().body(body)
                .post("/api/connectors")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void reportsAllThatIsWrongAtOnce() {
        caller().body("{\"name\":\"\",\"server_url\":\"nowhere\",\"auth_config\":{\"token\":1}}")
                .post("/api/connectors")
                .then()
                .statusCode(422)
                .body("violations", hasSize(3));
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        caller().body(Map.of("name", "x", "server_url", server.url(), "is_admin", true, "user_id", "somebody", "id", 1))
                .post("/api/connectors")
                .then()
                .statusCode(201);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        caller().body("{\"name\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}")
                .post("/api/connectors")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("error", equalTo("PAYLOAD_TOO_LARGE"));
    }

    /** A body whose size is not announced is cut off while it arrives. */
    @Test
    void refusesAnEndlessBody() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/connectors HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(owner)
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (int sent = 0; sent < 64; sent++) {
                    out.write(chunk);
                }
            } catch (IOException closedByTheService) {
                // As good as an answer: nothing more was read.
            }
            String answer = readSome(socket);

            assertThat(answer).doesNotContain("HTTP/1.1 2");
        }
        caller().get("/api/connectors").then().statusCode(200).body("", hasSize(0));
    }

    private static String readSome(Socket socket) {
        try {
            socket.setSoTimeout(5000);
            return new String(socket.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
        } catch (IOException closed) {
            return "";
        }
    }

    @Test
    void wantsJson() {
        RestAssuredConfig asIs = RestAssuredConfig.config()
                .encoderConfig(
                        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
        given().config(asIs)
                .auth()
                .oauth2(Tokens.of(owner))
                .contentType("text/plain")
                .body("{}")
                .post("/api/connectors")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("error", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void saysWhichMethodsThereAre() {
        caller().body("{}")
                .patch("/api/connectors")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("error", equalTo("METHOD_NOT_ALLOWED"));
    }

    @Test
    void knowsNothingElse() {
        for (String path : List.of(
                "/", "/api", "/api/nothing", "/api/connectors/1/nothing", "/..%2f..%2fetc/passwd", "/api/tools/%00")) {
            given().auth()
                    .oauth2(Tokens.of(owner))
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void refusesNonsenseInAPatchAndChangesNothing() {
        long id = aConnector();
        String before = caller().get("/api/connectors/" + id).asString();

        for (String patch : List.of(
                "{\"name\":\"\"}",
                "{\"name\":5}",
                "{\"description\":\"" + "x".repeat(1001) + "\"}",
                "{\"is_active\":\"maybe\"}",
                "{\"server_url\":\"nowhere\"}",
                "{\"auth_type\":\"magic\"}",
                "{\"auth_config\":7}")) {
            caller().body(patch).put("/api/connectors/" + id).then().statusCode(422);
        }
        caller().body("{").put("/api/connectors/" + id).then().statusCode(400);
        caller().body("{\"is_active\":3}")
                .post("/api/connectors/" + id + "/toggle")
                .then()
                .statusCode(422);
        caller().body("{").post("/api/connectors/" + id + "/toggle").then().statusCode(400);

        assertThat(caller().get("/api/connectors/" + id).asString()).isEqualTo(before);
    }

    @Test
    void takesANullInAPatchForLeftOut() {
        long id = aConnector();

        caller().body("{\"name\":null,\"is_active\":null,\"server_url\":null,\"auth_type\":null}")
                .put("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("good"))
                .body("is_active", equalTo(true));
    }

    @Test
    void survivesDeletesAndChangesAtTheSameTime() throws Exception {
        long id = aConnector();
        String path = "/api/connectors/" + id;
        String token = Tokens.of(owner);
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            requests.add(() -> given().auth().oauth2(token).delete(path).statusCode());
            requests.add(
                    () -> given().auth().oauth2(token).post(path + "/toggle").statusCode());
            requests.add(
                    () -> given().auth().oauth2(token).post(path + "/verify").statusCode());
            requests.add(() -> given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body("{\"name\":\"renamed\"}")
                    .put(path)
                    .statusCode());
        }
        ExecutorService everyone = Executors.newFixedThreadPool(requests.size());

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : everyone.invokeAll(requests)) {
            statuses.add(answer.get());
        }
        everyone.shutdown();

        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> List.of(200, 204, 404, 409)
                .contains(status));
        caller().get(path).then().statusCode(404);
    }
}
