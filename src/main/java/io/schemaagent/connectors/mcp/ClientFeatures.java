package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What whoever makes a call can do when the server asks something in the middle of it, such as to ask a person (MCP,
 * client/elicitation). Nothing by default: a server must do without then.
 */
public interface ClientFeatures {

    /** Asked for anything, says that it is not supported. */
    ClientFeatures NONE = new ClientFeatures() {

        @Override
        public ObjectNode capabilities() {
            return JsonRpc.object();
        }

        @Override
        public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
            return Uni.createFrom().item(Optional.empty());
        }
    };

    /** What is declared to the server (MCP, basic/lifecycle, "Capability Negotiation"). */
    ObjectNode capabilities();

    /**
     * The result for a request of the server's, empty where that is not supported.
     *
     * @param method such as {@code elicitation/create}
     * @param params the server's words
     */
    Uni<Optional<JsonNode>> answer(String method, JsonNode params);

    /** Who hears how far the call is, from any thread; empty where nobody does, and the server is not asked to say it. */
    default Optional<Consumer<Progress>> progress() {
        return Optional.empty();
    }
}
