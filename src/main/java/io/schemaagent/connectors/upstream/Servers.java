package io.schemaagent.connectors.upstream;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.CallOutcome;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.Dialect;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.McpClient;
import io.schemaagent.connectors.mcp.McpServer;
import io.schemaagent.connectors.mcp.ToolCall;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.oauth.Attempt;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Contacts servers. A credential that is kept is renewed where it has to be; one that cannot be opened is never sent. */
@ApplicationScoped
public class Servers {

    private final McpClient client;
    private final GrantRenewal renewal;

    Servers(McpClient client, GrantRenewal renewal) {
        this.client = client;
        this.renewal = renewal;
    }

    /** Checks a server of which nothing is kept yet. */
    public Uni<Verdict> check(UpstreamUrl url, NamedBy namedBy, Credential credential) {
        return check(url, namedBy, credential, phase -> {});
    }

    /**
     * The same, told as it goes.
     *
     * @param watcher hears of each phase that is over and was good
     */
    public Uni<Verdict> check(UpstreamUrl url, NamedBy namedBy, Credential credential, Consumer<PhaseResult> watcher) {
        return client.discover(server(url, namedBy, credential, Optional.empty()), watcher)
                .map(this::verdict);
    }

    /** Checks a server with what is kept for it. */
    public Uni<Verdict> check(SavedServer server) {
        return check(server, client::discover);
    }

    /** The same when nobody waits for it: a server that is down is left alone. */
    public Uni<Verdict> refresh(SavedServer server) {
        return check(server, client::rediscover);
    }

    private Uni<Verdict> check(SavedServer server, Function<McpServer, Uni<DiscoveryOutcome>> discovery) {
        return attempt(server, new Checking(credential -> discovery
                        .apply(server(server.url(), server.namedBy(), credential, server.dialect()))
                        .map(this::verdict)))
                .onFailure(CredentialException.class)
                .recoverWithItem(Verdict::credentialsUnreadable);
    }

    /** What a server says to somebody without a credential. */
    public Uni<DiscoveryOutcome> knock(UpstreamUrl url) {
        return client.discover(new McpServer(url, BoundHeaders.none()));
    }

    /** What a check comes to in words. */
    public Verdict verdict(DiscoveryOutcome outcome) {
        return Verdict.of(outcome, client.timeout());
    }

    /** Calls a tool for this caller, with what is kept for its server. */
    public Uni<CallOutcome> call(String caller, SavedServer server, ToolCall call, ClientFeatures features) {
        return attempt(
                        server,
                        new Calling(credential -> client.call(
                                caller,
                                server(server.url(), server.namedBy(), credential, server.dialect()),
                                call,
                                features)))
                .onFailure(CredentialException.class)
                .recoverWithItem(() -> new CallOutcome.Failed(FailureReason.REAUTHORIZATION_REQUIRED, false));
    }

    /** Fails with {@link CredentialException} where there is something that cannot be opened: it is no "none". */
    private <T> Uni<T> attempt(SavedServer server, Attempt<T> attempt) {
        return Uni.createFrom()
                .deferred(() -> attempt(server, server.credential().get(), attempt));
    }

    private <T> Uni<T> attempt(SavedServer server, Credential credential, Attempt<T> attempt) {
        return server.row()
                .map(row -> renewal.attempt(row, credential, attempt))
                .orElseGet(() -> attempt.with(credential));
    }

    private static McpServer server(
            UpstreamUrl url, NamedBy namedBy, Credential credential, Optional<Dialect> dialect) {
        Map<String, String> headers = new LinkedHashMap<>();
        credential.headers().forEach((String name, Secret value) -> headers.put(name, value.reveal()));
        return new McpServer(url, new BoundHeaders(url.origin(), headers), dialect, namedBy);
    }
}
