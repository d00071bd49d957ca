package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.upstream.SavedServer;
import io.schemaagent.connectors.upstream.Servers;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls tools of saved servers with what their owners stored for them. */
@ApplicationScoped
public class ConnectorCalls {

    private final ConnectorQueries queries;
    private final ConnectorStore store;
    private final ConnectorGrants grants;
    private final Servers servers;

    ConnectorCalls(ConnectorQueries queries, ConnectorStore store, ConnectorGrants grants, Servers servers) {
        this.queries = queries;
        this.store = store;
        this.grants = grants;
        this.servers = servers;
    }

    /** Calls a tool of an owner's connector. What its owner has to do so that it works again, the connector shows then. */
    public Uni<CallOutcome> call(String owner, long id, ToolCall call, ClientFeatures features) {
        return queries.findAccess(owner, id)
                .map(found -> found.orElseThrow(Connectors::notFound))
                .chain(access -> call(access, call, features).call(outcome -> rememberRefusal(access, outcome)));
    }

    private Uni<CallOutcome> call(ConnectorAccess access, ToolCall call, ClientFeatures features) {
        SavedServer server = grants.server(access).orElseThrow(Connectors::notFound);
        return servers.call(access.owner(), server, call, features);
    }

    private Uni<Void> rememberRefusal(ConnectorAccess access, CallOutcome outcome) {
        if (!(outcome instanceof CallOutcome.Failed failed)) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> remembered =
                switch (failed.reason()) {
                    case INSUFFICIENT_SCOPE -> store.wantScopes(access, failed.wantedScopes());
                    case AUTH_REJECTED, REAUTHORIZATION_REQUIRED ->
                        store.record(access, Verdict.needsReauth("token_rejected"));
                    default -> Uni.createFrom().voidItem();
                };
        // Whoever has changed the connector meanwhile knows better.
        return remembered.onFailure(Problem.class).recoverWithNull();
    }
}
