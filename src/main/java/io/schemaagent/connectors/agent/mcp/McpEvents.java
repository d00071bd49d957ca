package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.events.EventStream;

/** Messages as events (MCP, basic/transports, "Sending Messages to the Server"). */
record McpEvents(EventStream stream) implements Interim {

    private static final String MESSAGE = "message";

    @Override
    public boolean hasBegun() {
        return stream.hasBegun();
    }

    @Override
    public void tell(JsonNode message) {
        stream.tell(MESSAGE, message.toString());
    }

    @Override
    public void keepAlive() {
        stream.keepAlive();
    }

    /** Tells the response, and nothing after it; says whether it was told, which it is only after something else. */
    boolean finish(JsonNode response) {
        return stream.finish(MESSAGE, String.valueOf(response));
    }
}
