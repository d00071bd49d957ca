package io.schemaagent.connectors.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tokens whose signature and claims were good less than a minute ago. An agent sends the same one with every request,
 * and checking it is a fifth of what a small request costs. A key that its issuer withdraws counts for so much longer;
 * an expired token is never found here.
 */
final class VerifiedTokens {

    static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final int MAX_TOKENS = 10_000;

    /** Checks a token in full. */
    @FunctionalInterface
    interface Verification {

        JsonWebToken verify(String token) throws ParseException;
    }

    private final Clock clock;
    private final Cache<String, JsonWebToken> tokens;

    VerifiedTokens(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.tokens = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .ticker(ticker)
                .expireAfter(Expiry.<String, JsonWebToken>creating((token, claims) -> validity(claims)))
                .build();
    }

    private Duration validity(JsonWebToken claims) {
        Duration left = Duration.ofSeconds(claims.getExpirationTime()).minusMillis(clock.millis());
        return left.compareTo(KEPT_FOR) < 0 ? left : KEPT_FOR;
    }

    /** The token's claims, known already or checked now. Nothing is remembered of a token that is no good. */
    JsonWebToken get(String token, Verification verification) throws ParseException {
        JsonWebToken known = tokens.getIfPresent(token);
        if (known != null) {
            return known;
        }
        JsonWebToken verified = verification.verify(token);
        // The platform grants some clock skew after the expiry; that grace is not stretched.
        if (validity(verified).compareTo(Duration.ZERO) > 0) {
            tokens.put(token, verified);
        }
        return verified;
    }
}
