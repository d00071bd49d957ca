package io.schemaagent.connectors.oauth;

import io.micrometer.core.instrument.MeterRegistry;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.oauth.server.AuthorizationException;
import io.schemaagent.connectors.oauth.server.Form;
import io.schemaagent.connectors.oauth.server.Scopes;
import io.schemaagent.connectors.oauth.server.TokenEndpoint;
import io.schemaagent.connectors.oauth.server.TokenReply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps credentials good (RFC 6749, section 6): before they end, and when a server does not take them any more. However many
 * want it at the same time, on however many replicas, the authorization server is asked once; what it says is stored
 * before anything else happens. Never fails for what an authorization server does.
 */
@ApplicationScoped
public class GrantRenewal {

    private static final Logger LOG = Logger.getLogger(GrantRenewal.class);

    /** How often it is looked whether another replica is done. */
    private static final Duration POLL = Duration.ofMillis(100);

    private static final int MAX_POLLS = 150;

    /** What was issued must not be lost to a database that is away for a moment. */
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final int WRITE_RETRIES = 20;

    private final Clients clients;
    private final TokenEndpoint tokens;
    private final RenewalLeases leases;
    private final Revocation revocation;
    private final OAuthConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final EventLoopTimer timer;
    private final OneAtATime<Renewed> underWay = new OneAtATime<>();

    GrantRenewal(
            Clients clients,
            TokenEndpoint tokens,
            RenewalLeases leases,
            Revocation revocation,
            OAuthConfig config,
            MeterRegistry metrics,
            Clock clock,
            Vertx vertx) {
        this.clients = clients;
        this.tokens = tokens;
        this.leases = leases;
        this.revocation = revocation;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.timer = new EventLoopTimer(vertx);
    }

    /**
     * Does something with a credential that is good, and once more where it was refused although it looked good.
     *
     * @return what the last attempt came to, or why there was none
     */
    public <T> Uni<T> attempt(GrantRow row, Credential credential, Attempt<T> attempt) {
        return ensure(row, credential)
                .chain(ready -> ready instanceof Renewed.StillValid
                        ? attempt.with(credential).chain(result -> again(row, credential, attempt, result))
                        : after(ready, attempt));
    }

    private <T> Uni<T> again(GrantRow row, Credential credential, Attempt<T> attempt, T result) {
        return attempt.wasRefused(result) && credential.grant().isPresent()
                ? renew(row, credential).chain(renewed -> after(renewed, attempt))
                : Uni.createFrom().item(result);
    }

    private static <T> Uni<T> after(Renewed renewed, Attempt<T> attempt) {
        return renewed instanceof Renewed.Refreshed refreshed
                ? attempt.with(refreshed.credential())
                : Uni.createFrom().item(() -> attempt.without(renewed));
    }

    /** The credential as it can be used now: renewed where its end is near. One that still is good is used rather than none. */
    public Uni<Renewed> ensure(GrantRow row, Credential credential) {
        Optional<Grant> grant = credential.grant();
        Instant now = clock.instant();
        if (grant.isEmpty() || !grant.get().isExpired(now.plus(config.renewBefore()))) {
            return Uni.createFrom().item(new Renewed.StillValid(credential));
        }
        boolean expired = grant.get().isExpired(now);
        return renew(row, credential)
                .map(renewed ->
                        renewed instanceof Renewed.Refreshed || expired ? renewed : new Renewed.StillValid(credential));
    }

    /** The credential after a server has refused this one, or somebody wants it so. */
    public Uni<Renewed> renew(GrantRow row, Credential refused) {
        return refused.grant()
                .map(grant -> underWay.run(row.name(), () -> lease(row, grant.accessToken(), MAX_POLLS)
                        .invoke(this::count)))
                .orElseGet(() -> Uni.createFrom().item(new Renewed.NeedsReauth("token_rejected")));
    }

    private void count(Renewed renewed) {
        metrics.counter("connectors.oauth.renewals", "outcome", renewed.name()).increment();
    }

    private Uni<Renewed> lease(GrantRow row, Secret refused, int polls) {
        UUID id = UUID.randomUUID();
        return leases.take(row.name(), id).chain(taking -> switch (taking) {
            case TAKEN -> renewLeased(row, refused, id);
            case BUSY -> polls == 0 ? unavailable() : waitFor(row, refused, polls);
            case TOO_EARLY -> unavailable();
        });
    }

    private static Uni<Renewed> unavailable() {
        return Uni.createFrom().item(new Renewed.Unavailable());
    }

    /** Another replica is at it. */
    private Uni<Renewed> waitFor(GrantRow row, Secret refused, int polls) {
        return timer.after(POLL).chain(row::read).chain(now -> settled(now, refused)
                .map(renewed -> Uni.createFrom().item(renewed))
                .orElseGet(() -> lease(row, refused, polls - 1)));
    }

    private Uni<Renewed> renewLeased(GrantRow row, Secret refused, UUID lease) {
        return row.read()
                .chain(now -> settled(now, refused)
                        .map(renewed -> Uni.createFrom().item(renewed))
                        .orElseGet(() -> request(row, now.orElseThrow())))
                .call(renewed -> renewed instanceof Renewed.Unavailable
                        ? leases.backOff(row.name(), lease)
                        : leases.end(row.name(), lease))
                .onFailure()
                .call(() -> leases.end(row.name(), lease));
    }

    /** What there is nothing left to ask for: somebody was faster, or there is nothing to ask with. */
    private static Optional<Renewed> settled(Optional<Credential> now, Secret refused) {
        Optional<Grant> grant = now.flatMap(Credential::grant);
        if (grant.isEmpty()) {
            return Optional.of(new Renewed.NeedsReauth("replaced"));
        }
        if (!grant.get().accessToken().reveal().equals(refused.reveal())) {
            return Optional.of(new Renewed.Refreshed(now.get()));
        }
        return grant.get().isRenewable()
                ? Optional.empty()
                : Optional.of(new Renewed.NeedsReauth(grant.get().ended().orElse(Grant.NOTHING_TO_RENEW_WITH)));
    }

    private Uni<Renewed> request(GrantRow row, Credential credential) {
        Grant grant = credential.grant().orElseThrow();
        Form form = new Form()
                .with("grant_type", "refresh_token")
                .with("refresh_token", grant.refreshToken().map(Secret::reveal))
                .with("resource", grant.source().resource());
        return clients.find(grant.source())
                .chain(client -> tokens.request(Completion.tokenEndpoint(grant.source()), client, form))
                .chain(reply -> store(row, credential, renewed(grant, reply)))
                .onFailure(Completion::isClientUnknown)
                .call(() -> clients.forget(grant.source()))
                .onFailure(AuthorizationException.class)
                .recoverWithUni(failure -> failed(row, credential, grant, failure))
                // Already counted and logged. All is kept as it is: the key may come back.
                .onFailure(CredentialException.class)
                .recoverWithItem(new Renewed.NeedsReauth("client_unreadable"));
    }

    /** What the server leaves out is as it was (RFC 6749, section 6). */
    private Grant renewed(Grant grant, TokenReply reply) {
        return new Grant(
                reply.accessToken(),
                reply.refreshToken().or(grant::refreshToken),
                reply.expiresIn().map(clock.instant()::plus),
                reply.scopes().map(Scopes::format).orElse(grant.scope()),
                grant.source(),
                Optional.empty());
    }

    private Uni<Renewed> store(GrantRow row, Credential credential, Grant grant) {
        Credential renewed = credential.with(grant);
        return row.write(renewed)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .atMost(WRITE_RETRIES)
                .chain(kept -> kept
                        ? Uni.createFrom().item(new Renewed.Refreshed(renewed))
                        : revocation.revoke(grant).replaceWith(new Renewed.NeedsReauth("replaced")));
    }

    private Uni<Renewed> failed(GrantRow row, Credential credential, Grant grant, AuthorizationException failure) {
        LOG.infof("%s was not renewed: %s", row.name(), failure.getMessage());
        if (failure.isTransient()) {
            return unavailable();
        }
        String reason = failure.error().orElse("refused");
        return row.write(credential.with(grant.endedBy(reason))).replaceWith(new Renewed.NeedsReauth(reason));
    }
}
