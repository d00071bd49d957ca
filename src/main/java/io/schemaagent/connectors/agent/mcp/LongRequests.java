package io.schemaagent.connectors.agent.mcp;

import io.schemaagent.connectors.problem.OwnDeadline;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls of tools take as long as tools take, up to {@code connectors.call.timeout}. */
@ApplicationScoped
class LongRequests implements OwnDeadline {

    @Override
    public boolean isKeptAt(String path) {
        return path.equals(McpResource.PATH);
    }
}
