package io.schemaagent.connectors.agent;

import io.schemaagent.connectors.problem.OwnDeadline;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls of tools take as long as tools take, up to {@code connectors.call.timeout}. */
@ApplicationScoped
class LongCalls implements OwnDeadline {

    private static final String CALLS = "/api/agent/tools/";

    @Override
    public boolean isKeptAt(String path) {
        return path.startsWith(CALLS);
    }
}
