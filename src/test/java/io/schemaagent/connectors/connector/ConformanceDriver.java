package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.oauth.SignIn;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Takes the conformance suite's part of a user with an agent, over the REST API: for each scenario it tests the suite's
 * server, saves it, and calls all of its tools as the agent.
 */
final class ConformanceDriver implements AutoCloseable {

    /** What tools are called with that want something. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "add_numbers", "{\"a\":5,\"b\":3}",
            "valid_tool", "{\"region\":\"us-west1\"}",
            "lookup_user", "{\"id\":\"a-1\"}",
            "json_schema_2020_12_tool", "{\"contactMethod\":\"phone\",\"phone\":\"112\"}");

    /**
     * Scenarios in which the server asks a person something in the middle of a call. There is nobody to ask behind an agent's
     * request, which has one answer; so these are called inside, with somebody who answers.
     */
    private static final Set<String> ASKING =
            Set.of("elicitation-sep1034-client-defaults", "sep-2322-client-request-state");

    /**
     * A tool that the suite wants called with null where its schema says boolean. Agents' arguments are checked against the
     * schema, so it is called inside.
     */
    private static final String CALLED_AGAINST_ITS_SCHEMA = "test_custom_headers_null";

    private static final String UNVERIFIED = "connection_not_verified";

    /** One way to call a tool. */
    @FunctionalInterface
    private interface Caller {

        /** What was wrong, in a stable word where there is one; empty where the tool has answered. */
        Optional<String> call(JsonNode tool, ObjectNode arguments);
    }

    private final ConnectorCalls calls;
    private final PreRegistration registration;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ConformanceDriver(ConnectorCalls calls, PreRegistration registration) throws IOException {
        this.calls = calls;
        this.registration = registration;
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
            String complaint = drive(JsonText.read(body));
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
        JsonNode context = scenario.path("context");
        registration.add(context);
        String target = "{\"server_url\":\"" + server + "\",\"name\":\"suite\"}";
        JsonNode tested = JsonText.read(
                SignIn.of(owner).post("/api/connectors/test", target).asString());
        JsonNode saved;
        if (tested.path("success").asBoolean()) {
            saved = JsonText.read(
                    SignIn.of(owner).post("/api/connectors", target).asString());
        } else if (tested.path("error_code").asText().equals("AUTH_FAILED")) {
            Map<String, String> page = signIn(owner, "{\"connector\":" + target + "}");
            if (UNVERIFIED.equals(page.get("error"))) {
                // What was granted is not good any more. A user would try once more.
                page = signIn(owner, "{\"connector\":" + target + "}");
            }
            if (!page.containsKey("connector_id")) {
                return "Signing in ended with " + page;
            }
            saved = SignIn.of(owner).connector(Long.parseLong(page.get("connector_id")));
        } else {
            return "The test of the server ended with "
                    + tested.path("error_code").asText();
        }
        StringBuilder complaints = new StringBuilder();
        JsonNode tools = saved.path("discovered_tools");
        long id = saved.path("id").asLong();
        boolean asks = ASKING.contains(scenario.path("scenario").asText());
        Caller caller = (tool, arguments) -> asks || tool.path("name").asText().equals(CALLED_AGAINST_ITS_SCHEMA)
                ? callInside(owner, id, tool, arguments)
                : callAsAgent(owner, tool, arguments);
        Caller signingIn = (tool, arguments) -> callSigningIn(owner, id, caller, tool, arguments);
        tools.forEach(tool -> callAll(signingIn, tool, context, tools, complaints));
        return complaints.toString();
    }

    /** What a user does in the UI and the browser; answers with what the UI's page is told, or the problem's code. */
    private static Map<String, String> signIn(String owner, String body) {
        Response begun = SignIn.of(owner).initiate(body);
        return begun.statusCode() == 200
                ? SignIn.comeBack(SignIn.browse(begun.path("authorization_url")))
                : Map.of("error", begun.asString());
    }

    private static void callAll(
            Caller caller, JsonNode tool, JsonNode context, JsonNode tools, StringBuilder complaints) {
        String name = tool.path("name").asText();
        boolean asked = false;
        for (JsonNode wanted : context.path("toolCalls")) {
            if (wanted.path("name").asText().equals(name)) {
                asked = true;
                call(caller, tool, (ObjectNode) wanted.path("arguments"), complaints);
            }
        }
        if (!asked) {
            ObjectNode arguments = (ObjectNode) JsonText.read(ARGUMENTS.getOrDefault(name, "{}"));
            if (name.equals("json_schema_echo")) {
                arguments.set("schema", tools.path(0).path("inputSchema"));
            }
            call(caller, tool, arguments, complaints);
        }
    }

    private static void call(Caller caller, JsonNode tool, ObjectNode arguments, StringBuilder complaints) {
        caller.call(tool, arguments).ifPresent(complaint -> complaints
                .append(tool.path("name").asText())
                .append(": ")
                .append(complaint)
                .append('\n'));
    }

    /** As a user does who is told to sign in: once. */
    private static Optional<String> callSigningIn(
            String owner, long id, Caller caller, JsonNode tool, ObjectNode arguments) {
        Optional<String> complaint = caller.call(tool, arguments);
        if (complaint.filter(ConformanceDriver::isAboutAuthorization).isEmpty()) {
            return complaint;
        }
        signIn(owner, "{\"connector_id\":" + id + "}");
        return caller.call(tool, arguments);
    }

    private static boolean isAboutAuthorization(String code) {
        return Stream.of(FailureReason.values())
                .anyMatch(reason -> reason.name().equals(code) && reason.code() == ErrorCode.AUTH_FAILED);
    }

    private static Optional<String> callAsAgent(String owner, JsonNode tool, ObjectNode arguments) {
        Optional<String> name = nameForAgents(owner, tool.path("name").asText());
        if (name.isEmpty()) {
            return Optional.of("is not offered to the agent");
        }
        Response response =
                SignIn.of(owner).post("/api/agent/tools/" + name.get() + "/call", "{\"arguments\":" + arguments + "}");
        return response.statusCode() == 200
                ? Optional.ofNullable(
                        JsonText.read(response.asString()).path("error_code").textValue())
                : Optional.of(response.asString());
    }

    private static Optional<String> nameForAgents(String owner, String tool) {
        JsonNode offered =
                JsonText.read(SignIn.of(owner).get("/api/agent/tools").asString());
        return offered.path("tools").findValuesAsText("name").stream()
                .filter(name -> name.endsWith("__" + tool))
                .findFirst();
    }

    private Optional<String> callInside(String owner, long id, JsonNode tool, ObjectNode arguments) {
        ToolCall call = new ToolCall(tool.path("name").asText(), tool.path("inputSchema"), arguments);
        try {
            CallOutcome outcome =
                    VertxContextSupport.subscribeAndAwait(() -> calls.call(owner, id, call, new AcceptsDefaults()));
            return Optional.of(outcome)
                    .filter(ended -> !(ended instanceof CallOutcome.Answered))
                    .map(CallOutcome::name);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A person who sends every form as it is filled in already (MCP, client/elicitation). */
    private static final class AcceptsDefaults implements ClientFeatures {

        @Override
        public ObjectNode capabilities() {
            return (ObjectNode) JsonText.read("{\"elicitation\":{}}");
        }

        @Override
        public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
            if (!method.equals("elicitation/create")) {
                return Uni.createFrom().item(Optional.empty());
            }
            ObjectNode accepted = (ObjectNode) JsonText.read("{\"action\":\"accept\",\"content\":{}}");
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
