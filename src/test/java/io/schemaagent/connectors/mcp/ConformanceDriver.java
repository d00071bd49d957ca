package io.schemaagent.connectors.mcp;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the conformance suite's part of a user with an agent: for each scenario it tests the suite's server over the REST
 * API, saves it, and calls all of its tools.
 */
final class ConformanceDriver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What tools are called with that want something. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "add_numbers", "{\"a\":5,\"b\":3}",
            "valid_tool", "{\"region\":\"us-west1\"}",
            "lookup_user", "{\"id\":\"a-1\"}");

    private final McpClient client;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ConformanceDriver(McpClient client) throws IOException {
        this.client = client;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String complaint = drive(TestClient.json(body));
            byte[] text = complaint.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(complaint.isEmpty() ? 200 : 500, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        } catch (RuntimeException | AssertionError failure) {
            throw new IOException(failure);
        }
    }

    private String drive(JsonNode scenario) {
        String owner = Tokens.aUser();
        String server = scenario.path("server").asText();
        String target = "{\"server_url\":\"" + server + "\",\"name\":\"suite\"}";
        JsonNode tested =
                TestClient.json(post(owner, "/api/connectors/test", target).asString());
        if (!tested.path("success").asBoolean()) {
            return "The test of the server ended with "
                    + tested.path("error_code").asText();
        }
        JsonNode saved = TestClient.json(post(owner, "/api/connectors", target).asString());
        McpServer known = new McpServer(
                UpstreamUrl.parse(server).orElseThrow(),
                BoundHeaders.none(),
                Dialect.of(
                        saved.path("transport").asText(),
                        saved.path("protocol_version").asText()));
        StringBuilder complaints = new StringBuilder();
        JsonNode tools = saved.path("discovered_tools");
        tools.forEach(tool -> callAll(known, tool, scenario.path("context"), tools, complaints));
        return complaints.toString();
    }

    private static Response post(String owner, String path, String body) {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private void callAll(McpServer server, JsonNode tool, JsonNode context, JsonNode tools, StringBuilder complaints) {
        String name = tool.path("name").asText();
        boolean asked = false;
        for (JsonNode wanted : context.path("toolCalls")) {
            if (wanted.path("name").asText().equals(name)) {
                asked = true;
                call(server, tool, (ObjectNode) wanted.path("arguments"), complaints);
            }
        }
        if (!asked) {
            ObjectNode arguments = (ObjectNode) TestClient.json(ARGUMENTS.getOrDefault(name, "{}"));
            if (name.equals("json_schema_echo")) {
                arguments.set("schema", tools.path(0).path("inputSchema"));
            }
            call(server, tool, arguments, complaints);
        }
    }

    private void call(McpServer server, JsonNode tool, ObjectNode arguments, StringBuilder complaints) {
        ToolCall call = new ToolCall(tool.path("name").asText(), tool.path("inputSchema"), arguments);
        CallOutcome outcome =
                client.call(server, call, new AcceptsDefaults()).await().atMost(PATIENCE);
        if (!(outcome instanceof CallOutcome.Answered)) {
            complaints.append(call).append(": ").append(outcome).append('\n');
        }
    }

    /** A person who sends every form as it is filled in already (MCP, client/elicitation). */
    private static final class AcceptsDefaults implements ClientFeatures {

        @Override
        public ObjectNode capabilities() {
            return (ObjectNode) TestClient.json("{\"elicitation\":{}}");
        }

        @Override
        public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
            if (!method.equals("elicitation/create")) {
                return Uni.createFrom().item(Optional.empty());
            }
            ObjectNode accepted = (ObjectNode) TestClient.json("{\"action\":\"accept\",\"content\":{}}");
            params.path("requestedSchema")
                    .path("properties")
                    .properties()
                    .forEach(field -> fill((ObjectNode) accepted.get("content"), field));
            return Uni.createFrom().item(Optional.of(accepted));
        }

        private static void fill(ObjectNode form, Map.Entry<String, JsonNode> field) {
            JsonNode schema = field.getValue();
            if (schema.has("default")) {
                form.set(field.getKey(), schema.get("default"));
            } else if (schema.path("type").asText().equals("boolean")) {
                form.put(field.getKey(), true);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
    }
}
