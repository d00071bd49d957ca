package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What an authorization server has granted (RFC 6749, section 1.3), with what it takes to renew and to withdraw it. The
 * tokens stand where users' own ones do, so that whoever reads only these finds them; the rest is ours.
 *
 * @param accessToken for the server
 * @param refreshToken for the next access token; often none
 * @param expiresAt when the access token ends, empty where nobody knows
 * @param scope what was granted, in one text; empty text where nobody knows
 * @param source where all of this came from
 * @param ended why it cannot be renewed any more, a word of RFC 6749, section 5.2; empty while it can
 */
public record Grant(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Instant> expiresAt,
        String scope,
        Source source,
        Optional<String> ended) {

    /** The field of the sealed JSON that is ours; users cannot set it. */
    static final String FIELD = "__grant";

    /** What it comes to without a refresh token, once the access token has ended. */
    public static final String NOTHING_TO_RENEW_WITH = "no_refresh_token";

    private static final String ACCESS_TOKEN = "access_token";
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String EXPIRES_AT = "expires_at";
    private static final String SCOPE = "scope";
    private static final String ENDED = "ended";

    /**
     * Who granted it to whom.
     *
     * @param issuer the authorization server's name
     * @param tokenEndpoint where it is renewed
     * @param revocationEndpoint where it is withdrawn (RFC 7009)
     * @param clientId who we are there
     * @param registration how we came to be that: {@code preregistered}, {@code cimd} or {@code dcr}
     * @param authenticationMethod how we prove it, as metadata name it
     * @param resource what the tokens are for (RFC 8707)
     */
    public record Source(
            String issuer,
            String tokenEndpoint,
            Optional<String> revocationEndpoint,
            String clientId,
            String registration,
            String authenticationMethod,
            Optional<String> resource) {

        /** As it is kept. */
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("issuer", issuer)
                    .put("token_endpoint", tokenEndpoint)
                    .put("client_id", clientId)
                    .put("registration", registration)
                    .put("auth_method", authenticationMethod);
            revocationEndpoint.ifPresent(endpoint -> json.put("revocation_endpoint", endpoint));
            resource.ifPresent(named -> json.put("resource", named));
            return json;
        }

        /** What {@link #toJson} made. */
        public static Source of(JsonNode json) {
            return new Source(
                    json.path("issuer").asText(),
                    json.path("token_endpoint").asText(),
                    text(json, "revocation_endpoint"),
                    json.path("client_id").asText(),
                    json.path("registration").asText(),
                    json.path("auth_method").asText(),
                    text(json, "resource"));
        }
    }

    /** The same, when it turned out that it cannot be renewed: what renews it is forgotten. */
    public Grant endedBy(String reason) {
        return new Grant(accessToken, Optional.empty(), expiresAt, scope, source, Optional.of(reason));
    }

    /** Whether the access token is of no more use at this moment. */
    public boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    /** Whether it can be renewed. */
    public boolean isRenewable() {
        return refreshToken.isPresent() && ended.isEmpty();
    }

    /** Why only its owner can help, by signing in: a word; empty while it can be used or renewed. */
    public Optional<String> ended(Instant now) {
        return ended.isEmpty() && isExpired(now) && refreshToken.isEmpty() ? Optional.of(NOTHING_TO_RENEW_WITH) : ended;
    }

    /** These fields with the grant instead of whatever tokens they had. */
    ObjectNode into(ObjectNode fields) {
        ObjectNode granted = fields.deepCopy();
        Credential.TOKEN_FIELDS.forEach(granted::remove);
        granted.remove(REFRESH_TOKEN);
        granted.remove(EXPIRES_AT);
        granted.put(ACCESS_TOKEN, accessToken.reveal());
        refreshToken.ifPresent(token -> granted.put(REFRESH_TOKEN, token.reveal()));
        expiresAt.ifPresent(end -> granted.put(EXPIRES_AT, end.toString()));
        granted.put(SCOPE, scope);
        ObjectNode ours = source.toJson();
        ended.ifPresent(reason -> ours.put(ENDED, reason));
        granted.set(FIELD, ours);
        return granted;
    }

    /** The grant within these fields; empty where the tokens in them, if any, came from somewhere else. */
    static Optional<Grant> in(ObjectNode fields) {
        JsonNode ours = fields.path(FIELD);
        return ours.isObject()
                ? text(fields, ACCESS_TOKEN)
                        .map(token -> new Grant(
                                Secret.of(token),
                                text(fields, REFRESH_TOKEN).map(Secret::of),
                                text(fields, EXPIRES_AT).flatMap(Grant::moment),
                                fields.path(SCOPE).asText(),
                                Source.of(ours),
                                text(ours, ENDED)))
                : Optional.empty();
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText()).filter(value -> !value.isEmpty());
    }
}
