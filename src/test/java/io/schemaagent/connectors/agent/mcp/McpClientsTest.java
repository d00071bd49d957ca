package io.schemaagent.connectors.agent.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.mcp.NodeServers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that others have written. */
@QuarkusTest
class McpClientsTest {

    private static final String INSPECTOR =
            "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";

    /** More than one page of them. */
    private static final int TOOLS = 150;

    private final String token = Tokens.of(Tokens.aUser());
    private final FakeMcpServer server = FakeMcpServer.start()
            .withTools(TOOLS)
            .answersCallsInEventsAfterProgress(3)
            .answersCallsWith("{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}");

    @TestHTTPResource("/mcp")
    URI endpoint;

    @BeforeEach
    void save() {
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("name", "s", "server_url", server.url()))
                .post("/api/connectors")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, 2025-11-25",
        "auto, 2026-07-28",
        "modern, 2026-07-28",
        "mcp-remote, 2025-11-25",
    })
    void servesTheOfficialClient(String mode, String version) {
        String printed = NodeServers.output(
                "mcp-client-" + mode,
                Map.of("URL", endpoint.toString(), "TOKEN", token),
                "mcp-client.js",
                mode,
                "s__tool-1");

        JsonNode seen = JsonText.read(printed);
        assertThat(seen.path("server").asText()).as(printed).isEqualTo("mcp-connectors");
        assertThat(seen.path("version").asText()).isEqualTo(version);
        assertThat(seen.path("names"))
                .hasSize(TOOLS)
                .extracting(JsonNode::asText)
                .doesNotHaveDuplicates();
        assertThat(seen.path("called").at("/content/0/text").asText()).isEqualTo("hello");
        // From standard input all of it may be read in one go, and with an answer that client forgets who wanted to
        // hear.
        int heardForSure = mode.equals("mcp-remote") ? 0 : 3;
        assertThat(seen.path("progress")).hasSizeGreaterThanOrEqualTo(heardForSure);
        assertThat(seen.path("refused").path("isError").asBoolean()).isTrue();
        assertThat(seen.path("unknown").path("message").asText()).contains("Unknown tool: no__such");
    }

    @Test
    void servesTheOfficialClientForJava() {
        try (McpSyncClient client = javaClient()) {
            List<String> names = new ArrayList<>();
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            String cursor = null;
            do {
                ListToolsResult page = client.listTools(cursor);
                page.tools().forEach(tool -> names.add(tool.name()));
                cursor = page.nextCursor();
            } while (cursor != null);
            CallToolResult called = client.callTool(CallToolRequest.builder("s__tool-1")
                    .arguments(Map.of("text", "hey"))
                    .build());

            assertThat(names).hasSize(TOOLS).doesNotHaveDuplicates();
            assertThat(called.content()).singleElement().isInstanceOfSatisfying(TextContent.class, text -> assertThat(
                            text.text())
                    .isEqualTo("hello"));
        }
    }

    private McpSyncClient javaClient() {
        String origin = "http://" + endpoint.getHost() + ":" + endpoint.getPort();
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(origin)
                        .endpoint("/mcp")
                        .jsonMapper(new JacksonMcpJsonMapper(new ObjectMapper()))
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.header("Authorization", "Bearer " + token))
                        .build())
                .build();
    }

    @Test
    void servesTheInspector() {
        JsonNode list = inspect("--method", "tools/list");
        JsonNode called = inspect("--method", "tools/call", "--tool-name", "s__tool-1", "--tool-arg", "text=hey");

        assertThat(list.path("tools")).as(list.toString()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(called.at("/content/0/text").asText()).as(called.toString()).isEqualTo("hello");
    }

    private JsonNode inspect(String... arguments) {
        String[] all = new String[arguments.length + 7];
        String[] first = {
            INSPECTOR, "--cli", endpoint.toString(), "--transport", "http", "--header", "Authorization: Bearer " + token
        };
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(arguments, 0, all, first.length, arguments.length);
        return JsonText.read(NodeServers.output("inspector", Map.of(), all));
    }
}
