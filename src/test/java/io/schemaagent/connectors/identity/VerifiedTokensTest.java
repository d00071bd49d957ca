package io.schemaagent.connectors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final List<String> verified = new ArrayList<>();
    private final VerifiedTokens tokens =
            new VerifiedTokens(new MovingClock(), () -> now.getEpochSecond() * 1_000_000_000L);

    private final class MovingClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private JsonWebToken ask(String token, Duration validity) throws ParseException {
        return tokens.get(token, asked -> {
            verified.add(asked);
            JwtClaims claims = new JwtClaims();
            claims.setSubject(asked);
            claims.setExpirationTime(
                    NumericDate.fromSeconds(START.plus(validity).getEpochSecond()));
            return new DefaultJWTCallerPrincipal(claims);
        });
    }

    @Test
    void checksATokenOnce() throws ParseException {
        assertThat(ask("a", Duration.ofHours(1)).getSubject()).isEqualTo("a");
        assertThat(ask("a", Duration.ofHours(1)).getSubject()).isEqualTo("a");
        assertThat(ask("b", Duration.ofHours(1)).getSubject()).isEqualTo("b");

        assertThat(verified).containsExactly("a", "b");
    }

    @Test
    void checksAgainAfterAMinute() throws ParseException {
        ask("a", Duration.ofHours(1));
        now = START.plus(VerifiedTokens.KEPT_FOR);
        ask("a", Duration.ofHours(1));

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void forgetsATokenWhenItExpires() throws ParseException {
        ask("a", Duration.ofSeconds(10));
        now = START.plusSeconds(10);
        ask("a", Duration.ofSeconds(10));

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void doesNotStretchTheGraceAfterTheExpiry() throws ParseException {
        now = START.plusSeconds(30);
        ask("a", Duration.ofSeconds(10));
        ask("a", Duration.ofSeconds(10));

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void remembersNothingOfABadToken() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.get("bad", asked -> {
                        verified.add(asked);
                        throw new ParseException("bad");
                    }))
                    .isInstanceOf(ParseException.class);
        }

        assertThat(verified).containsExactly("bad", "bad");
    }
}
