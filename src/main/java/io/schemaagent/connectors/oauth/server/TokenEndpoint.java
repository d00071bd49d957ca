package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.server.AuthorizationServers.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gets tokens, and withdraws them. Fails with an {@link AuthorizationException}: {@code REFUSED} where the server says no,
 * {@code TEMPORARILY_UNAVAILABLE} or {@code REPLY_INVALID} where nobody knows.
 */
@ApplicationScoped
public class TokenEndpoint {

    /** With these the server says of itself that it may be otherwise later (RFC 6749, section 4.1.2.1). */
    private static final Set<String> OUTAGES = Set.of("temporarily_unavailable", "server_error", "slow_down");

    private final AuthorizationServers servers;

    TokenEndpoint(AuthorizationServers servers) {
        this.servers = servers;
    }

    /** A grant that is to become tokens: its type with its parameters. Contains secrets. */
    public Uni<TokenReply> request(UpstreamUrl endpoint, OAuthClient client, Form grant) {
        return post(endpoint, client, grant).map(this::tokens);
    }

    /** Withdraws a token (RFC 7009, section 2.1); a server that does not know it says yes, too. */
    public Uni<Void> revoke(UpstreamUrl endpoint, OAuthClient client, Secret token, String typeHint) {
        Form form = new Form().with("token", token.reveal()).with("token_type_hint", typeHint);
        return post(endpoint, client, form).invoke(TokenEndpoint::rejectFailed).replaceWithVoid();
    }

    private Uni<Reply> post(UpstreamUrl endpoint, OAuthClient client, Form form) {
        boolean basic = client.method() == AuthenticationMethod.CLIENT_SECRET_BASIC;
        if (!basic) {
            form.with("client_id", client.id());
            form.with("client_secret", client.secret().map(Secret::reveal));
        }
        EgressRequest request = EgressRequest.post(
                        Map.of("Accept", "application/json", "Content-Type", Form.MEDIA_TYPE), form.toBuffer())
                .as(basic ? basic(endpoint, client) : BoundHeaders.none());
        return servers.send(endpoint, request);
    }

    /** Id and secret are encoded before they are joined (RFC 6749, section 2.3.1). */
    private static BoundHeaders basic(UpstreamUrl endpoint, OAuthClient client) {
        String pair = Form.encode(client.id()) + ":"
                + Form.encode(client.secret().map(Secret::reveal).orElse(""));
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        return new BoundHeaders(endpoint.origin(), Map.of("Authorization", "Basic " + encoded));
    }

    /** What counts is what the body says: there are servers that refuse with status 200. */
    private TokenReply tokens(Reply reply) {
        if (reply.isOutage()) {
            throw AuthorizationException.of(AuthorizationFailure.TEMPORARILY_UNAVAILABLE);
        }
        ObjectNode body = body(reply).orElseThrow(() -> AuthorizationException.of(AuthorizationFailure.REPLY_INVALID));
        Json.text(body, "error").ifPresent(TokenEndpoint::reject);
        if (!reply.isSuccess()) {
            throw AuthorizationException.of(AuthorizationFailure.REPLY_INVALID);
        }
        return TokenReply.parse(body);
    }

    private static void reject(String error) {
        throw AuthorizationException.of(
                OUTAGES.contains(error) ? AuthorizationFailure.TEMPORARILY_UNAVAILABLE : AuthorizationFailure.REFUSED,
                error);
    }

    private Optional<ObjectNode> body(Reply reply) {
        boolean form =
                reply.mediaType().equals(Form.MEDIA_TYPE) || reply.mediaType().equals("text/plain");
        Optional<ObjectNode> json = servers.parse(reply.text());
        return json.isPresent() || !form ? json : Optional.of(TokenReply.ofForm(reply.text()));
    }

    private static void rejectFailed(Reply reply) {
        if (!reply.isSuccess()) {
            throw AuthorizationException.of(
                    reply.isOutage() ? AuthorizationFailure.TEMPORARILY_UNAVAILABLE : AuthorizationFailure.REFUSED);
        }
    }
}
