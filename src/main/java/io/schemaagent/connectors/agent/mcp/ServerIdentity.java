package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who we are to MCP clients.
 *
 * @param name for programs
 * @param version of this service
 */
record ServerIdentity(String name, String version) {

    static final String TITLE = "MCP Connectors";

    /** For the model. */
    static final String INSTRUCTIONS = "The tools of all services that the user has connected. A name begins with the"
            + " service's, then two underscores; the title says it in the user's words. Where a call fails, the text of"
            + " its result says what the user can do.";

    /** MCP's {@code Implementation}. */
    ObjectNode info() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("title", TITLE)
                .put("version", version);
    }

    /** There are tools, and nothing else. Whoever lists them again gets what has changed. */
    static ObjectNode capabilities() {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        capabilities.putObject("tools");
        return capabilities;
    }
}
