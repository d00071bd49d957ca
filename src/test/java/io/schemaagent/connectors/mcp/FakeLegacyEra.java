package io.schemaagent.connectors.mcp;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The legacy era of a {@link FakeMcpServer}: Streamable HTTP, up to 2025-11-25. */
final class FakeLegacyEra {

    /** The newest first. */
    static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    private final FakeTools tools;
    private final FakeCalls calls;
    private final FakeReplies replies;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    volatile boolean withSessions = true;
    volatile int sessionLossStatus;
    volatile String forcedVersion;
    volatile String serverInfo = "{\"name\":\"fake\",\"version\":\"1.2.3\"}";

    FakeLegacyEra(FakeTools tools, FakeCalls calls, FakeReplies replies) {
        this.tools = tools;
        this.calls = calls;
        this.replies = replies;
    }

    void answerNormally() {
        forcedVersion = null;
        sessionLossStatus = 0;
    }

    int openSessions() {
        return sessions.size();
    }

    /** Does not know this session any more. */
    void forget(String session) {
        sessions.remove(String.valueOf(session));
    }

    void answer(FakeExchange call) {
        if (call.is(HttpMethod.POST)) {
            post(call);
        } else if (call.is(HttpMethod.DELETE) && withSessions) {
            end(call);
        } else if (call.is(HttpMethod.GET) && calls.resumes()) {
            get(call);
        } else {
            call.send(405, null, "");
        }
    }

    private void end(FakeExchange call) {
        boolean known = sessions.remove(String.valueOf(call.header("Mcp-Session-Id")));
        call.send(known ? 200 : 404, null, "");
    }

    private void post(FakeExchange call) {
        if (!call.acceptsBothTypes()) {
            call.send(406, null, "");
        } else if (!isVersionRight(call)) {
            call.send(400, null, "");
        } else if (call.method().equals("initialize")) {
            initialize(call);
        } else {
            int refusal = sessionRefusal(call);
            if (refusal != 0) {
                call.send(refusal, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000}}");
            } else {
                answerWithinSession(call);
            }
        }
    }

    private void get(FakeExchange call) {
        int refusal = sessionRefusal(call);
        if (!String.valueOf(call.header("Accept")).contains("text/event-stream")) {
            call.send(406, null, "");
        } else if (!isVersionRight(call)) {
            call.send(400, null, "");
        } else if (refusal != 0) {
            call.send(refusal, null, "");
        } else {
            calls.resume(call);
        }
    }

    private static boolean isVersionRight(FakeExchange call) {
        String version = call.header("MCP-Protocol-Version");
        return version == null || VERSIONS.contains(version);
    }

    private void initialize(FakeExchange call) {
        String offered = call.params().path("protocolVersion").asText();
        if (withSessions) {
            String session = UUID.randomUUID().toString();
            sessions.add(session);
            call.response().putHeader("Mcp-Session-Id", session);
        }
        introduce(call, VERSIONS.contains(offered) ? offered : VERSIONS.get(0));
    }

    /** Answers {@code initialize} with this version, unless it was told to name another. */
    void introduce(FakeExchange call, String version) {
        String forced = forcedVersion;
        replies.reply(
                call,
                FakeReplies.result("{\"protocolVersion\":\"%s\",\"capabilities\":{\"tools\":{}},\"serverInfo\":%s}"
                        .formatted(forced == null ? version : forced, serverInfo)));
    }

    /** The status for a request outside a session that there is, otherwise 0. */
    private int sessionRefusal(FakeExchange call) {
        String session = call.header("Mcp-Session-Id");
        if (!withSessions) {
            return 0;
        }
        if (session == null) {
            return 400;
        }
        if (sessionLossStatus != 0 && call.message().has("id")) {
            int status = sessionLossStatus;
            sessionLossStatus = 0;
            sessions.clear();
            return status;
        }
        return sessions.contains(session) ? 0 : 404;
    }

    void answerWithinSession(FakeExchange call) {
        if (call.isAnswer()) {
            calls.take(call);
            return;
        }
        switch (call.method()) {
            case "notifications/initialized", "notifications/cancelled" -> call.accept();
            case "ping" -> replies.reply(call, FakeReplies.result("{}"));
            case "tools/list" ->
                replies.reply(
                        call,
                        tools.page(call.params().path("cursor"))
                                .map(page -> FakeReplies.result("{" + page + "}"))
                                .orElse(FakeReplies.error(-32602, "Invalid cursor", null)));
            case "tools/call" -> calls.answer(call);
            default -> replies.reply(call, FakeReplies.error(-32601, "Method not found", null));
        }
    }
}
