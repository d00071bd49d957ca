package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The era of the handshake, 2025-03-26 to 2025-11-25. No session comes of it, which is a server's to decide
 * (basic/transports, "Session Management"), so any replica serves any request.
 */
final class LegacyEra implements Era {

    private final ToolMethods tools;
    private final ServerIdentity identity;

    LegacyEra(ToolMethods tools, ServerIdentity identity) {
        this.tools = tools;
        this.identity = identity;
    }

    @Override
    public Uni<ObjectNode> answer(String owner, Post post, Request request, Optional<ProgressListener> listener) {
        return switch (request.method()) {
            case "initialize" -> Uni.createFrom().item(introduction(request));
            case "ping" -> Uni.createFrom().item(JsonNodeFactory.instance.objectNode());
            case "tools/list" -> tools.list(owner, request.params());
            case ToolMethods.CALL ->
                tools.call(owner, request.params(), listener).invoke(LegacyEra::keepObjectsOnly);
            default -> throw Refusal.of(Refusal.METHOD_NOT_FOUND, "There is no such method");
        };
    }

    private ObjectNode introduction(Request request) {
        ObjectNode introduction = JsonNodeFactory.instance.objectNode();
        introduction.put(
                "protocolVersion",
                Revisions.negotiated(request.params().path("protocolVersion").asText()));
        introduction.set("capabilities", ServerIdentity.capabilities());
        introduction.set("serverInfo", identity.info());
        return introduction.put("instructions", ServerIdentity.INSTRUCTIONS);
    }

    /** Other JSON is allowed since 2026-07-28; clients of before take none of it, and the content says the same. */
    private static void keepObjectsOnly(ObjectNode result) {
        if (!result.path("structuredContent").isObject()) {
            result.remove("structuredContent");
        }
    }
}
