package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.json.RawJson;
import java.nio.charset.StandardCharsets;

/**
 * A tool in the words of one kind of agent.
 *
 * @param json the JSON object that goes into the list
 */
record Offer(AgentTool tool, RawJson json) {

    static Offer of(AgentTool tool, JsonNode worded) {
        return new Offer(tool, new RawJson(worded.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
