package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.limit.Contacts;
import io.schemaagent.connectors.mcp.Dialect;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.McpClient;
import io.schemaagent.connectors.mcp.McpServer;
import io.schemaagent.connectors.oauth.Attempt;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.schemaagent.connectors.oauth.Renewed;
import io.schemaagent.connectors.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Contacts servers on a user's behalf, no more often than the user may. */
@ApplicationScoped
class Checks {

    private final McpClient client;
    private final ConnectorGrants grants;
    private final GrantRenewal renewal;
    private final Contacts contacts;

    Checks(McpClient client, ConnectorGrants grants, GrantRenewal renewal, Contacts contacts) {
        this.client = client;
        this.grants = grants;
        this.renewal = renewal;
        this.contacts = contacts;
    }

    /** Checks a server that is not saved. */
    Uni<Verdict> check(String owner, UpstreamUrl url, Credential credential) {
        return contacts.run(owner, () -> checkGranted(url, credential));
    }

    /** Checks whatever text a user entered as URL. */
    Uni<Verdict> check(String owner, String url, Credential credential) {
        return UpstreamUrl.parse(url)
                .map(parsed -> check(owner, parsed, credential))
                .orElseGet(() -> Uni.createFrom().item(() -> verdict(DiscoveryOutcome.invalidUrl())));
    }

    /** Checks a saved server with what its owner stored for it. */
    Uni<Verdict> check(Connector connector) {
        return contacts.run(connector.owner, () -> target(connector, client::discover));
    }

    /** The same when nobody has asked for it: it costs its owner nothing, and a server that is down is left alone. */
    Uni<Verdict> refresh(Connector connector) {
        return target(connector, client::rediscover);
    }

    /** Checks a server with what a user has just been granted for it. The user has paid for it already. */
    Uni<Verdict> checkGranted(UpstreamUrl url, Credential credential) {
        return client.discover(server(url, credential, Optional.empty())).map(this::verdict);
    }

    /** What a server says to somebody without a credential. */
    Uni<DiscoveryOutcome> knock(UpstreamUrl url) {
        return client.discover(new McpServer(url, BoundHeaders.none()));
    }

    /** A failed check, for callers that want an error. */
    Problem problem(DiscoveryOutcome failed) {
        return Connectors.unverified(verdict(failed));
    }

    private Uni<Verdict> target(Connector connector, Function<McpServer, Uni<DiscoveryOutcome>> discovery) {
        Optional<UpstreamUrl> url = UpstreamUrl.parse(connector.serverUrl);
        if (url.isEmpty()) {
            return Uni.createFrom().item(() -> verdict(DiscoveryOutcome.invalidUrl()));
        }
        return Uni.createFrom()
                .deferred(() -> renewal.attempt(
                        grants.row(connector.access()),
                        grants.open(connector.access()),
                        new Checking(
                                credential -> discovery.apply(server(url.get(), credential, connector.dialect())))))
                // Already counted and logged. Never to be sent, never to be taken for "none".
                .onFailure(CredentialException.class)
                .recoverWithItem(Verdict::credentialsUnreadable);
    }

    /** One check, with whatever credential is good. */
    private final class Checking implements Attempt<Verdict> {

        private final Function<Credential, Uni<DiscoveryOutcome>> discovery;

        Checking(Function<Credential, Uni<DiscoveryOutcome>> discovery) {
            this.discovery = discovery;
        }

        @Override
        public Uni<Verdict> with(Credential credential) {
            return discovery.apply(credential).map(Checks.this::verdict);
        }

        @Override
        public boolean wasRefused(Verdict verdict) {
            return verdict.isRefused();
        }

        @Override
        public Verdict without(Renewed reason) {
            return reason instanceof Renewed.NeedsReauth ended
                    ? Verdict.needsReauth(ended.reason())
                    : Verdict.renewalUnavailable();
        }
    }

    private Verdict verdict(DiscoveryOutcome outcome) {
        return Verdict.of(outcome, client.timeout());
    }

    static McpServer server(UpstreamUrl url, Credential credential, Optional<Dialect> dialect) {
        Map<String, String> headers = new LinkedHashMap<>();
        credential.headers().forEach((String name, Secret value) -> headers.put(name, value.reveal()));
        return new McpServer(url, new BoundHeaders(url.origin(), headers), dialect);
    }
}
