package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.agent.mcp.Message.Request;
import io.smallrye.mutiny.Uni;

/** One way to speak MCP. */
interface Era {

    /** The result of a request; fails with a {@link Refusal}. */
    Uni<ObjectNode> answer(String owner, Post post, Request request);
}
