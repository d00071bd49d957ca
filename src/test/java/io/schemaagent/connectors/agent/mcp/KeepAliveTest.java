package io.schemaagent.connectors.agent.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KeepAliveTest.OftenASecond.class)
class KeepAliveTest {

    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"s__first\",\"arguments\":{\"text\":\"hey\"},\"_meta\":{\"progressToken\":1}}}";

    private final String token = Tokens.of(Tokens.aUser());
    private final FakeMcpServer server = FakeMcpServer.start().withTools("first");

    @TestHTTPResource("/mcp")
    URI endpoint;

    /** So that a test need not wait. */
    public static final class OftenASecond implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("connectors.agent.mcp.keep-alive", "0.05S");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsTheConnectionOfACallThatTakesItsTime() throws IOException {
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("name", "s", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(201);
        server.on("tools/call").answersWhenReleased();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                    + "Authorization: Bearer " + token + "\r\nContent-Length: " + CALL.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + CALL).getBytes(StandardCharsets.US_ASCII));
            server.awaitRequests("tools/call", 1);

            for (int signs = 0; signs < 3; ) {
                signs += lines.readLine().equals(":") ? 1 : 0;
            }
            server.releases();

            assertThat(lines.lines().filter(line -> line.startsWith("data: ")))
                    .singleElement()
                    .asString()
                    .contains("\"id\":7", "called first");
        }
    }
}
