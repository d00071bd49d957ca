package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.McpClient;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.oauth.Attempt;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.schemaagent.connectors.oauth.Renewed;
import io.schemaagent.connectors.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls tools of saved servers with what their owners stored for them. */
@ApplicationScoped
public class ConnectorCalls {

    private final ConnectorQueries queries;
    private final ConnectorStore store;
    private final ConnectorGrants grants;
    private final GrantRenewal renewal;
    private final McpClient client;

    ConnectorCalls(
            ConnectorQueries queries,
            ConnectorStore store,
            ConnectorGrants grants,
            GrantRenewal renewal,
            McpClient client) {
        this.queries = queries;
        this.store = store;
        this.grants = grants;
        this.renewal = renewal;
        this.client = client;
    }

    /** Calls a tool of an owner's connector. What its owner has to do so that it works again, the connector shows then. */
    public Uni<CallOutcome> call(String owner, long id, ToolCall call, ClientFeatures features) {
        return queries.findAccess(owner, id)
                .map(found -> found.orElseThrow(Connectors::notFound))
                .chain(access -> call(access, call, features).call(outcome -> rememberRefusal(access, outcome)));
    }

    private Uni<CallOutcome> call(ConnectorAccess access, ToolCall call, ClientFeatures features) {
        UpstreamUrl url = UpstreamUrl.parse(access.target().serverUrl()).orElseThrow(Connectors::notFound);
        return Uni.createFrom()
                .deferred(() -> renewal.attempt(
                        grants.row(access), grants.open(access), new Calling(access, url, call, features)))
                // Already counted and logged. Never to be sent, never to be taken for "none".
                .onFailure(CredentialException.class)
                .recoverWithItem(() -> new CallOutcome.Failed(FailureReason.REAUTHORIZATION_REQUIRED, false));
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

    /** One call, with whatever credential is good. */
    private final class Calling implements Attempt<CallOutcome> {

        private final ConnectorAccess access;
        private final UpstreamUrl url;
        private final ToolCall call;
        private final ClientFeatures features;

        Calling(ConnectorAccess access, UpstreamUrl url, ToolCall call, ClientFeatures features) {
            this.access = access;
            this.url = url;
            this.call = call;
            this.features = features;
        }

        @Override
        public Uni<CallOutcome> with(Credential credential) {
            return client.call(Checks.server(url, credential, access.dialect()), call, features);
        }

        /** Refused before the tool did anything, so that it can be called again. */
        @Override
        public boolean wasRefused(CallOutcome outcome) {
            return outcome instanceof CallOutcome.Failed failed && failed.reason() == FailureReason.AUTH_REJECTED;
        }

        @Override
        public CallOutcome without(Renewed reason) {
            return new CallOutcome.Failed(
                    reason instanceof Renewed.NeedsReauth
                            ? FailureReason.REAUTHORIZATION_REQUIRED
                            : FailureReason.AUTHORIZATION_SERVER_UNAVAILABLE,
                    false);
        }
    }
}
