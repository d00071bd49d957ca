package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a call.
 *
 * @param arguments as the tool's schema wants them; none where left out
 */
@Schema(name = "CallRequest")
record CallRequest(@Schema(implementation = Map.class) ObjectNode arguments) {

    /** Without arguments. */
    static final CallRequest EMPTY = new CallRequest(null);
}
