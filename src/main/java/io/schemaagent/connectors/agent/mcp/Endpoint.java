package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.agent.AgentTools;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;

/** An MCP server without memory: what it takes to answer a request is in it. */
final class Endpoint {

    private final ObjectMapper json;
    private final Era legacy;
    private final Era modern;

    Endpoint(ObjectMapper json, AgentTools tools, EndpointConfig config, ServerIdentity identity) {
        ToolMethods methods = new ToolMethods(tools, config.pageSize());
        this.json = json;
        this.legacy = new LegacyEra(methods, identity);
        this.modern = new ModernEra(methods, identity, config.listTtl());
    }

    /** What a user's client gets. Fails where it is our fault. */
    Uni<Reply> answer(String owner, Post post) {
        try {
            Message message = Message.parse(json, post.body());
            return message instanceof Request request
                    ? answer(owner, post, request)
                    : Uni.createFrom().item(accept(post));
        } catch (Refusal refusal) {
            return Uni.createFrom().item(Reply.error(refusal));
        }
    }

    private Uni<Reply> answer(String owner, Post post, Request request) {
        return Uni.createFrom()
                .deferred(() -> eraOf(post, request).answer(owner, post, request))
                .map(result -> Reply.result(request.id(), result))
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> Reply.error(request.id(), refusal));
    }

    /** None says anything that would matter later. */
    private static Reply accept(Post post) {
        if (!isKnown(post.version())) {
            throw ModernEra.unsupported(post.version());
        }
        return Reply.accepted();
    }

    private static boolean isKnown(String version) {
        return version == null || version.equals(Revisions.MODERN) || Revisions.isLegacy(version);
    }

    /** Whoever says nothing of a version is of before there was a header for it (2025-06-18). */
    private Era eraOf(Post post, Request request) {
        boolean saysNothing = post.version() == null || Revisions.isLegacy(post.version());
        return saysNothing && !request.meta().has(ModernEra.VERSION_KEY) ? legacy : modern;
    }
}
