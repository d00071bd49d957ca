package io.schemaagent.connectors.agent;

import io.schemaagent.connectors.connector.ConnectorCalls;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.systemtool.SystemToolCalls;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes calls to where their tools are. */
@ApplicationScoped
class Dispatch {

    private final ConnectorCalls connectors;
    private final SystemToolCalls systemTools;

    Dispatch(ConnectorCalls connectors, SystemToolCalls systemTools) {
        this.connectors = connectors;
        this.systemTools = systemTools;
    }

    Uni<CallOutcome> call(String owner, Origin origin, ToolCall call, ClientFeatures features) {
        if (origin instanceof Origin.SystemTool tool) {
            return systemTools.call(owner, tool.id(), call, features);
        }
        return connectors.call(owner, ((Origin.Connector) origin).id(), call, features);
    }
}
