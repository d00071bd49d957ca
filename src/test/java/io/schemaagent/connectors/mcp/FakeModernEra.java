package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modern era of a {@link FakeMcpServer}: 2026-07-28, without sessions, every request for itself. */
final class FakeModernEra {

    static final String VERSION = "2026-07-28";
    private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
    private static final String SERVER_INFO_KEY = "io.modelcontextprotocol/serverInfo";
    private static final Set<String> METHODS = Set.of("server/discover", "tools/list", "tools/call");
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int HEADER_MISMATCH = -32020;
    private static final int UNSUPPORTED_VERSION = -32022;

    private final FakeTools tools;
    private final FakeCalls calls;
    private final FakeReplies replies;

    final FakeInput input = new FakeInput();
    final AtomicBoolean refusesNextVersion = new AtomicBoolean();
    volatile List<String> versions = List.of(VERSION);
    volatile boolean besideTheLegacyEra;
    volatile boolean omitsServerInfo;
    volatile long listTtl;
    volatile String resultType = "complete";
    volatile String serverInfo = "{\"name\":\"fake\",\"version\":\"1.2.3\"}";

    private record Refusal(int status, int code, String message, String data) {

        Refusal(int status, int code, String message) {
            this(status, code, message, null);
        }
    }

    FakeModernEra(FakeTools tools, FakeCalls calls, FakeReplies replies) {
        this.tools = tools;
        this.calls = calls;
        this.replies = replies;
    }

    void answerNormally() {
        input.answerNormally();
        refusesNextVersion.set(false);
        versions = List.of(VERSION);
        omitsServerInfo = false;
        listTtl = 0;
        resultType = "complete";
    }

    /** Whether a request says that it is of this era. */
    static boolean isMeantBy(FakeExchange call) {
        return VERSION.equals(call.header("MCP-Protocol-Version"))
                || metaOf(call).has(VERSION_KEY);
    }

    private static JsonNode metaOf(FakeExchange call) {
        return call.params().path("_meta");
    }

    void answer(FakeExchange call) {
        if (!call.is(HttpMethod.POST)) {
            call.send(405, null, "");
        } else if (!call.acceptsBothTypes()) {
            call.send(406, null, "");
        } else {
            refusalOf(call).ifPresentOrElse(refusal -> refuse(call, refusal), () -> serve(call));
        }
    }

    private Optional<Refusal> refusalOf(FakeExchange call) {
        if (call.method().isEmpty()) {
            return Optional.of(new Refusal(400, INVALID_REQUEST, "Not a request"));
        }
        if (!call.message().has("id")) {
            return Optional.empty();
        }
        if (call.method().equals("initialize") && !besideTheLegacyEra) {
            return Optional.of(unsupported(call.params().path("protocolVersion")));
        }
        return versionRefusal(call).or(() -> methodRefusal(call));
    }

    private Optional<Refusal> versionRefusal(FakeExchange call) {
        String header = call.header("MCP-Protocol-Version");
        JsonNode version = metaOf(call).path(VERSION_KEY);
        if (header == null) {
            return mismatch("MCP-Protocol-Version");
        }
        if (!version.isTextual()) {
            return missing(VERSION_KEY);
        }
        if (!header.equals(version.asText())) {
            return mismatch("MCP-Protocol-Version");
        }
        if (!versions.contains(header) || refusesNextVersion.getAndSet(false)) {
            return Optional.of(unsupported(version));
        }
        return metaOf(call).path(CAPABILITIES_KEY).isObject() ? Optional.empty() : missing(CAPABILITIES_KEY);
    }

    private Optional<Refusal> methodRefusal(FakeExchange call) {
        Optional<Refusal> mismatch = FakeModernHeaders.mismatch(call, tools).flatMap(FakeModernEra::mismatch);
        return METHODS.contains(call.method())
                ? mismatch
                : mismatch.or(() -> Optional.of(new Refusal(404, METHOD_NOT_FOUND, "Method not found")));
    }

    private static Optional<Refusal> mismatch(String header) {
        return Optional.of(new Refusal(400, HEADER_MISMATCH, "Header mismatch: " + header));
    }

    private static Optional<Refusal> missing(String key) {
        return Optional.of(new Refusal(400, INVALID_PARAMS, "Missing in _meta: " + key));
    }

    private Refusal unsupported(JsonNode requested) {
        return new Refusal(
                400,
                UNSUPPORTED_VERSION,
                "Unsupported protocol version",
                "{\"supported\":%s,\"requested\":%s}".formatted(supported(), TextNode.valueOf(requested.asText())));
    }

    private String supported() {
        return Stream.concat(versions.stream(), besideTheLegacyEra ? FakeLegacyEra.VERSIONS.stream() : Stream.empty())
                .distinct()
                .map(version -> TextNode.valueOf(version).toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void refuse(FakeExchange call, Refusal refusal) {
        String error = FakeReplies.error(refusal.code(), refusal.message(), refusal.data());
        call.send(refusal.status(), "application/json", FakeReplies.plain(call, error));
    }

    private void serve(FakeExchange call) {
        if (!call.message().has("id")) {
            call.accept();
            return;
        }
        switch (call.method()) {
            case "server/discover" -> replies.reply(call, FakeReplies.result(complete(discovery())));
            case "tools/list" ->
                replies.reply(
                        call,
                        tools.page(call.params().path("cursor"))
                                .map(page -> "{%s,\"ttlMs\":%d,\"cacheScope\":\"private\"}".formatted(page, listTtl))
                                .map(page -> FakeReplies.result(complete(page)))
                                .orElse(FakeReplies.error(INVALID_PARAMS, "Invalid cursor", null)));
            default -> call(call);
        }
    }

    private String discovery() {
        return "{\"supportedVersions\":%s,\"capabilities\":{\"tools\":{}}%s,\"ttlMs\":0,\"cacheScope\":\"private\"}"
                .formatted(supported(), omitsServerInfo ? "" : ",\"serverInfo\":" + serverInfo);
    }

    private void call(FakeExchange call) {
        switch (input.next(call.message())) {
            case ASK -> replies.reply(call, FakeReplies.result(input.result()));
            case REFUSE -> refuse(call, new Refusal(400, INVALID_PARAMS, "Not the retry that was asked for"));
            case SERVE -> calls.answerWithoutQuestion(call, complete(calls.resultOf(call)));
        }
    }

    /** The result with what this era adds, unless it is there already or there is no object to add it to. */
    private String complete(String result) {
        String json = result.strip();
        JsonNode present = FakeMcpServer.parse(json);
        String type = resultType;
        StringBuilder added = new StringBuilder();
        if (type != null && !present.has("resultType")) {
            added.append("\"resultType\":").append(TextNode.valueOf(type)).append(',');
        }
        if (omitsServerInfo && !present.has("_meta")) {
            added.append("\"_meta\":{\"%s\":%s},".formatted(SERVER_INFO_KEY, serverInfo));
        }
        boolean empty = present.isObject() && present.isEmpty();
        if (!json.startsWith("{") || added.isEmpty()) {
            return result;
        }
        return "{" + (empty ? added.substring(0, added.length() - 1) : added) + json.substring(1);
    }
}
