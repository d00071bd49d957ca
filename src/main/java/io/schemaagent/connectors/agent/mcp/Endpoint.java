package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.agent.AgentTools;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jboss.logging.Logger;

/** An MCP server without memory: what it takes to answer a request is in it. */
final class Endpoint {

    private static final Logger LOG = Logger.getLogger(Endpoint.class);

    private final ObjectMapper json;
    private final Era legacy;
    private final Era modern;
    private final KeepAlive keepAlive;

    Endpoint(ObjectMapper json, AgentTools tools, EndpointConfig config, ServerIdentity identity, KeepAlive keepAlive) {
        ToolMethods methods = new ToolMethods(tools, config.pageSize());
        this.json = json;
        this.legacy = new LegacyEra(methods, identity);
        this.modern = new ModernEra(methods, identity, config.listTtl());
        this.keepAlive = keepAlive;
    }

    /**
     * What a user's client gets. Fails where it is our fault, unless the client was told something before.
     *
     * @param interim tells it something before; empty where it takes an answer only
     */
    Uni<Reply> answer(String owner, Post post, Optional<Interim> interim) {
        try {
            Message message = Message.parse(json, post.body());
            return message instanceof Request request
                    ? answer(owner, post, request, interim)
                    : Uni.createFrom().item(accept(post));
        } catch (Refusal refusal) {
            return Uni.createFrom().item(Reply.error(refusal));
        }
    }

    private Uni<Reply> answer(String owner, Post post, Request request, Optional<Interim> interim) {
        return interim.filter(client -> request.method().equals(ToolMethods.CALL))
                .flatMap(client -> request.progressToken().map(token -> reporting(owner, post, request, client, token)))
                .orElseGet(() -> reply(owner, post, request, Optional.empty()));
    }

    private Uni<Reply> reporting(String owner, Post post, Request request, Interim client, JsonNode token) {
        ProgressListener reports = new ProgressReports(token, client, System::nanoTime);
        return keepAlive
                .during(reply(owner, post, request, Optional.of(reports)), client::keepAlive)
                .onFailure(defect -> client.hasBegun())
                .recoverWithItem(defect -> defect(request, defect));
    }

    private Uni<Reply> reply(String owner, Post post, Request request, Optional<ProgressListener> listener) {
        return Uni.createFrom()
                .deferred(() -> eraOf(post, request).answer(owner, post, request, listener))
                .map(result -> Reply.result(request.id(), result))
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> Reply.error(request.id(), refusal));
    }

    private static Reply defect(Request request, Throwable failure) {
        LOG.error("A request failed", failure);
        return Reply.error(
                request.id(), Refusal.of(Refusal.INTERNAL_ERROR, "Something went wrong here. Please try again."));
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
