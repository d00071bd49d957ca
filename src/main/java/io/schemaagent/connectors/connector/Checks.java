package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.limit.Contacts;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.upstream.SavedServer;
import io.schemaagent.connectors.upstream.Servers;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;
import java.util.function.Function;

/** Contacts servers on a user's behalf, no more often than the user may. */
@ApplicationScoped
class Checks {

    private final Servers servers;
    private final ConnectorGrants grants;
    private final Contacts contacts;

    Checks(Servers servers, ConnectorGrants grants, Contacts contacts) {
        this.servers = servers;
        this.grants = grants;
        this.contacts = contacts;
    }

    /** Checks a server that is not saved. */
    Uni<Verdict> check(String owner, UpstreamUrl url, Credential credential) {
        return contacts.run(owner, () -> checkGranted(url, credential));
    }

    /**
     * Checks whatever text a user entered as URL.
     *
     * @param watcher hears of each phase that is over and was good
     */
    Uni<Verdict> check(String owner, String url, Credential credential, Consumer<PhaseResult> watcher) {
        return UpstreamUrl.parse(url)
                .map(parsed -> contacts.run(owner, () -> servers.check(parsed, NamedBy.USER, credential, watcher)))
                .orElseGet(this::invalidUrl);
    }

    /** Checks a saved server with what its owner stored for it. */
    Uni<Verdict> check(Connector connector) {
        return contacts.run(connector.owner, () -> check(connector, servers::check));
    }

    /** The same when nobody has asked for it: it costs its owner nothing, and a server that is down is left alone. */
    Uni<Verdict> refresh(Connector connector) {
        return check(connector, servers::refresh);
    }

    private Uni<Verdict> check(Connector connector, Function<SavedServer, Uni<Verdict>> check) {
        return grants.server(connector.access()).map(check).orElseGet(this::invalidUrl);
    }

    private Uni<Verdict> invalidUrl() {
        return Uni.createFrom().item(() -> servers.verdict(DiscoveryOutcome.invalidUrl()));
    }

    /** Checks a server with what a user has just been granted for it. The user has paid for it already. */
    Uni<Verdict> checkGranted(UpstreamUrl url, Credential credential) {
        return servers.check(url, NamedBy.USER, credential);
    }

    /** What a server says to somebody without a credential. */
    Uni<DiscoveryOutcome> knock(UpstreamUrl url) {
        return servers.knock(url);
    }

    /** A failed check, for callers that want an error. */
    Problem problem(DiscoveryOutcome failed) {
        return servers.verdict(failed).problem();
    }
}
