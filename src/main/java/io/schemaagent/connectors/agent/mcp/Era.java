package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.ProgressListener;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** One way to speak MCP. */
interface Era {

    /**
     * The result of a request; fails with a {@link Refusal}.
     *
     * @param listener hears how far it is; empty where nobody wants to know
     */
    Uni<ObjectNode> answer(String owner, Post post, Request request, Optional<ProgressListener> listener);
}
