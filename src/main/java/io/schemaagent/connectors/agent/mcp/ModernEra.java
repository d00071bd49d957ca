package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * The era without a handshake, 2026-07-28: every request says what it is, in its body and in its headers, and the two have
 * to agree (basic/transports/streamable-http, "Server Validation").
 */
final class ModernEra implements Era {

    /** What a request says its revision is. */
    static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    private static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
    private static final String SERVER_INFO_KEY = "io.modelcontextprotocol/serverInfo";
    private static final int NOT_FOUND = 404;

    private final ToolMethods tools;
    private final ServerIdentity identity;
    private final Duration listTtl;

    ModernEra(ToolMethods tools, ServerIdentity identity, Duration listTtl) {
        this.tools = tools;
        this.identity = identity;
        this.listTtl = listTtl;
    }

    @Override
    public Uni<ObjectNode> answer(String owner, Post post, Request request, Optional<ProgressListener> listener) {
        checkVersion(post, request);
        checkHeaders(post, request);
        return result(owner, request, listener).invoke(this::complete);
    }

    private static void checkVersion(Post post, Request request) {
        JsonNode version = request.meta().path(VERSION_KEY);
        if (post.version() == null) {
            throw mismatch("MCP-Protocol-Version");
        }
        if (version.isMissingNode() && !post.version().equals(Revisions.MODERN)) {
            throw unsupported(post.version());
        }
        if (!version.isTextual()) {
            throw missing(VERSION_KEY);
        }
        if (!post.version().equals(version.asText())) {
            throw mismatch("MCP-Protocol-Version");
        }
        if (!version.asText().equals(Revisions.MODERN)) {
            throw unsupported(version.asText());
        }
        if (!request.meta().path(CAPABILITIES_KEY).isObject()) {
            throw missing(CAPABILITIES_KEY);
        }
    }

    private static void checkHeaders(Post post, Request request) {
        if (!request.method().equals(post.method())) {
            throw mismatch("Mcp-Method");
        }
        if (request.method().equals(ToolMethods.CALL)
                && !HeaderText.says(post.name(), request.params().path("name"))) {
            throw mismatch("Mcp-Name");
        }
    }

    private static Refusal mismatch(String header) {
        return Refusal.badRequest(
                Refusal.HEADER_MISMATCH, "Header mismatch: " + header + " does not say what the body says");
    }

    private static Refusal missing(String key) {
        return Refusal.badRequest(Refusal.INVALID_PARAMS, "_meta lacks " + key);
    }

    static Refusal unsupported(String requested) {
        ObjectNode versions = JsonNodeFactory.instance.objectNode();
        versions.set("supported", Revisions.all());
        return Refusal.badRequest(Refusal.UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version")
                .with(versions.put("requested", requested));
    }

    private Uni<ObjectNode> result(String owner, Request request, Optional<ProgressListener> listener) {
        return switch (request.method()) {
            case "server/discover" ->
                Uni.createFrom().item(JsonNodeFactory.instance::objectNode).invoke(this::describe);
            case "tools/list" -> tools.list(owner, request.params()).invoke(this::limitAge);
            case ToolMethods.CALL -> tools.call(owner, request.params(), listener);
            default -> throw Refusal.of(NOT_FOUND, Refusal.METHOD_NOT_FOUND, "There is no such method");
        };
    }

    private void describe(ObjectNode description) {
        description.set("supportedVersions", Revisions.all());
        description.set("capabilities", ServerIdentity.capabilities());
        description.put("instructions", ServerIdentity.INSTRUCTIONS);
        limitAge(description);
    }

    private void limitAge(ObjectNode result) {
        result.put("ttlMs", listTtl.toMillis()).put("cacheScope", "private");
    }

    private void complete(ObjectNode result) {
        result.put("resultType", "complete");
        result.putObject("_meta").set(SERVER_INFO_KEY, identity.info());
    }
}
