package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.json.RawJson;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** A user's tools, for every way in that an agent has. */
public interface AgentTools {

    /**
     * A tool that may be called.
     *
     * @param name for the agent: the slug of what it belongs to, {@code __}, the tool
     * @param json as MCP's {@code tools/list} describes it
     */
    record Listed(String name, RawJson json) {}

    /** All of them, by slug, then by name. */
    Uni<List<Listed>> list(String owner);

    /**
     * Calls the tool of this name. Fails with {@code TOOL_NOT_FOUND}, {@code TOOL_NOT_AVAILABLE} where its owner has not
     * agreed to it, {@code VALIDATION_FAILED} for its arguments; whatever its server does is an answer.
     *
     * @param arguments null for none
     * @param listener hears how far the call is; empty where nobody wants to know
     */
    Uni<CallView> call(String owner, String name, ObjectNode arguments, Optional<ProgressListener> listener);
}
