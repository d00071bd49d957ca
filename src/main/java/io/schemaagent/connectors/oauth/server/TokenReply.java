package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tokens as they were issued (RFC 6749, section 5.1).
 *
 * @param accessToken for the server
 * @param refreshToken for the next ones; never to be taken for granted
 * @param expiresIn how long the access token is good, from when it was issued; empty where nobody knows
 * @param scopes what was granted; empty where it is what was asked for
 * @param idToken who signed in (OpenID Connect Core 1.0, section 2)
 */
public record TokenReply(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Duration> expiresIn,
        Optional<Set<String>> scopes,
        Optional<Secret> idToken) {

    /** RFC 6750, section 2.1, is narrower; whatever fits into a header is left to the server. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,10}");
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** Reads a reply; fails with {@code REPLY_INVALID} where it is none. */
    static TokenReply parse(JsonNode reply) {
        if (!Json.text(reply, "token_type").orElse("Bearer").equalsIgnoreCase("Bearer")) {
            throw AuthorizationException.of(AuthorizationFailure.REPLY_INVALID);
        }
        return new TokenReply(
                token(reply, "access_token")
                        .orElseThrow(() -> AuthorizationException.of(AuthorizationFailure.REPLY_INVALID)),
                token(reply, "refresh_token"),
                expiresIn(reply.path("expires_in")),
                Json.text(reply, "scope").map(Scopes::parse),
                token(reply, "id_token"));
    }

    /** Some servers answer in the form in which they are asked, against RFC 6749. */
    static ObjectNode ofForm(String body) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        Form.parse(body).forEach(reply::put);
        return reply;
    }

    private static Optional<Secret> token(JsonNode reply, String member) {
        return Json.text(reply, member)
                .filter(token -> TOKEN.matcher(token).matches())
                .map(Secret::of);
    }

    /** A number, or one in a text. */
    private static Optional<Duration> expiresIn(JsonNode value) {
        String text = value.isNumber() ? Long.toString(value.asLong()) : value.asText("");
        if (!SECONDS.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration expiresIn = Duration.ofSeconds(Math.max(0, Long.parseLong(text)));
        return Optional.of(expiresIn.compareTo(LONGEST) > 0 ? LONGEST : expiresIn);
    }
}
