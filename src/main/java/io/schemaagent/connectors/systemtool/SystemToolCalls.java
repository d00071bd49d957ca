package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.upstream.Servers;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls tools of the servers behind system tools, for users who have connected them. */
@ApplicationScoped
public class SystemToolCalls {

    private final SystemToolRegistry registry;
    private final ServerRows rows;
    private final ToolServers toolServers;
    private final Servers servers;

    SystemToolCalls(SystemToolRegistry registry, ServerRows rows, ToolServers toolServers, Servers servers) {
        this.registry = registry;
        this.rows = rows;
        this.toolServers = toolServers;
        this.servers = servers;
    }

    /**
     * Calls a tool of the server behind a system tool. Fails with {@code TOOL_NOT_AVAILABLE} where the caller has not
     * connected it, or nobody can any more. What a user has to do so that it works again, the system tool shows then.
     */
    public Uni<CallOutcome> call(String owner, String toolId, ToolCall call, ClientFeatures features) {
        SystemTool tool = registry.findWithServer(toolId).orElseThrow(SystemToolCalls::notAvailable);
        return rows.find(owner, tool)
                .map(found -> found.orElseThrow(SystemToolCalls::notAvailable))
                .chain(row -> servers.call(owner, toolServers.saved(tool, row), call, features)
                        .call(outcome -> rememberRefusal(row, outcome)));
    }

    private Uni<Void> rememberRefusal(ServerRow row, CallOutcome outcome) {
        return row.owner().isPresent() && outcome instanceof CallOutcome.Failed failed && isRefusal(failed.reason())
                ? rows.record(row, Verdict.needsReauth("token_rejected"))
                : Uni.createFrom().voidItem();
    }

    private static boolean isRefusal(FailureReason reason) {
        return reason == FailureReason.AUTH_REJECTED || reason == FailureReason.REAUTHORIZATION_REQUIRED;
    }

    private static Problem notAvailable() {
        return Problem.of(
                ProblemCode.TOOL_NOT_AVAILABLE, "This system tool is not connected, or not available any more.");
    }
}
