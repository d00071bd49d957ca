package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client can be told before the answer to its request. Safe for several threads. */
interface Interim {

    /** Whether something was told, so that the answer cannot have a status of its own any more. */
    boolean hasBegun();

    /** Tells a message, unless the client is behind with what it was told before. */
    void tell(JsonNode message);

    /** Tells that the request is still under way, to whoever is between. */
    void keepAlive();
}
