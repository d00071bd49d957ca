package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.OAuthClient;
import io.schemaagent.connectors.oauth.server.TokenEndpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Withdraws what was granted (RFC 7009), as far as the authorization server takes part. What we have is erased anyway. */
@ApplicationScoped
public class Revocation {

    private static final Logger LOG = Logger.getLogger(Revocation.class);

    /** Whoever disconnects something does not want to wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Clients clients;
    private final TokenEndpoint tokens;
    private final Deadline deadline;

    Revocation(Clients clients, TokenEndpoint tokens, Vertx vertx) {
        this.clients = clients;
        this.tokens = tokens;
        this.deadline = new Deadline(new EventLoopTimer(vertx), PATIENCE);
    }

    /** Withdraws what a credential was granted, where it was. Never fails, and takes three seconds at the most. */
    public Uni<Void> revoke(Credential credential) {
        return credential.grant().map(this::revoke).orElseGet(() -> Uni.createFrom()
                .voidItem());
    }

    /** The same for what was granted. */
    Uni<Void> revoke(Grant grant) {
        return revoke(grant, clients.find(grant.source()));
    }

    /** The same where it is known who we are, which takes no database. */
    Uni<Void> revoke(Grant grant, OAuthClient client) {
        return revoke(grant, Uni.createFrom().item(client));
    }

    /** The refresh token first: many servers withdraw all that came from it. */
    private Uni<Void> revoke(Grant grant, Uni<OAuthClient> found) {
        return grant.source()
                .revocationEndpoint()
                .flatMap(UpstreamUrl::parse)
                .map(endpoint -> deadline.atMost(found.chain(client -> revokeBoth(endpoint, client, grant))
                        .onFailure()
                        .invoke(failure -> LOG.debugf("Tokens were not revoked: %s", failure.getMessage()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> revokeBoth(UpstreamUrl endpoint, OAuthClient client, Grant grant) {
        Uni<Void> access = revoke(endpoint, client, grant.accessToken(), "access_token");
        return grant.refreshToken()
                .map(token -> revoke(endpoint, client, token, "refresh_token").chain(() -> access))
                .orElse(access);
    }

    private Uni<Void> revoke(UpstreamUrl endpoint, OAuthClient client, Secret token, String typeHint) {
        return Uni.createFrom().deferred(() -> tokens.revoke(endpoint, client, token, typeHint));
    }
}
