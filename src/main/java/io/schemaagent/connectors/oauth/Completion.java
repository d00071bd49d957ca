package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.AuthorizationException;
import io.schemaagent.connectors.oauth.server.AuthorizationFailure;
import io.schemaagent.connectors.oauth.server.Form;
import io.schemaagent.connectors.oauth.server.OAuthClient;
import io.schemaagent.connectors.oauth.server.Scopes;
import io.schemaagent.connectors.oauth.server.TokenEndpoint;
import io.schemaagent.connectors.oauth.server.TokenReply;
import io.schemaagent.connectors.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes tokens of what users come back with from an authorization server, and hands them on. */
@ApplicationScoped
class Completion {

    private static final Logger LOG = Logger.getLogger(Completion.class);

    private final Connectables features;
    private final Clients clients;
    private final TokenEndpoint tokens;
    private final Revocation revocation;
    private final ObjectMapper json;
    private final Clock clock;

    Completion(
            Connectables features,
            Clients clients,
            TokenEndpoint tokens,
            Revocation revocation,
            ObjectMapper json,
            Clock clock) {
        this.features = features;
        this.clients = clients;
        this.tokens = tokens;
        this.revocation = revocation;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What a user comes back with (RFC 6749, section 4.1.2). The server's words; null for what is not there.
     *
     * @param code what becomes tokens
     * @param issuer whose response this is (RFC 9207)
     * @param error why there is no code
     */
    record Response(String code, String issuer, String error) {}

    /**
     * Finishes a flow; fails with an {@link AuthorizationException} or a problem, and then keeps nothing but an event in its
     * owner's trail.
     */
    Uni<Connected> finish(Flow flow, Response response) {
        return Uni.createFrom()
                .item(() -> code(flow, response))
                .chain(code -> redeem(flow, code))
                .onFailure(AuthorizationException.class)
                .call(failure -> takeDown(flow, AuthorizationProblems.of(failure)))
                .chain(redeemed -> accept(flow, redeemed));
    }

    /** Has its owner's trail say why a flow ended before anything was granted. Never fails. */
    Uni<Void> takeDown(Flow flow, Problem failure) {
        return Uni.createFrom()
                .optional(features.find(flow.target()))
                .onItem()
                .ifNotNull()
                .call(feature -> feature.notGranted(flow.owner(), flow.memo(), failure))
                .replaceWithVoid()
                .onFailure()
                .invoke(lost ->
                        LOG.warnf("A failed authorization is missing from the audit trail: %s", lost.getClass()))
                .onFailure()
                .recoverWithNull();
    }

    /** Tokens, with who we are to the server that gave them. */
    private record Redeemed(TokenReply reply, OAuthClient client) {}

    /** Whose response it is comes first: of another's nothing is shown. */
    private static String code(Flow flow, Response response) {
        boolean asked = response.issuer() == null
                ? !flow.namesIssuer()
                : response.issuer().equals(flow.source().issuer());
        if (!asked) {
            throw AuthorizationException.of(AuthorizationFailure.ISSUER_UNEXPECTED);
        }
        if (response.error() != null) {
            throw AuthorizationException.of(AuthorizationFailure.REFUSED, response.error());
        }
        if (response.code() == null || response.code().isBlank()) {
            throw AuthorizationException.of(AuthorizationFailure.REPLY_INVALID);
        }
        return response.code();
    }

    private Uni<Redeemed> redeem(Flow flow, String code) {
        Form grant = new Form()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", flow.redirects().redirectUri().toString())
                .with("code_verifier", flow.verifier())
                .with("resource", flow.source().resource());
        return clients.find(flow.source())
                .chain(client -> tokens.request(tokenEndpoint(flow.source()), client, grant)
                        .map(reply -> new Redeemed(reply, client)))
                .onFailure(Completion::isClientUnknown)
                .call(() -> clients.forget(flow.source()));
    }

    static UpstreamUrl tokenEndpoint(Grant.Source source) {
        return UpstreamUrl.parse(source.tokenEndpoint()).orElseThrow();
    }

    /** The server has forgotten who we are (RFC 6749, section 5.2). */
    static boolean isClientUnknown(Throwable failure) {
        return failure instanceof AuthorizationException refused
                && refused.error().filter("invalid_client"::equals).isPresent();
    }

    private Uni<Connected> accept(Flow flow, Redeemed redeemed) {
        TokenReply reply = redeemed.reply();
        Grant grant = new Grant(
                reply.accessToken(),
                reply.refreshToken(),
                reply.expiresIn().map(clock.instant()::plus),
                reply.scopes().map(Scopes::format).orElse(flow.scope()),
                flow.source(),
                Optional.empty());
        return features.find(flow.target())
                .orElseThrow(AuthorizationProblems::invalidState)
                .accept(flow.owner(), flow.memo(), grant, reply.idToken().flatMap(token -> IdToken.email(token, json)))
                .onFailure()
                .call(() -> revocation.revoke(grant, redeemed.client()));
    }
}
