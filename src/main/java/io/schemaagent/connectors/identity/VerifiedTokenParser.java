package io.schemaagent.connectors.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Puts {@link VerifiedTokens} before SmallRye JWT, which checks what is not known yet. */
@Decorator
@Priority(1)
abstract class VerifiedTokenParser implements JWTParser {

    private final JWTParser parser;
    private final VerifiedTokens tokens;

    @Inject
    VerifiedTokenParser(@Any @Delegate JWTParser parser, Clock clock) {
        this.parser = parser;
        this.tokens = new VerifiedTokens(clock, Ticker.systemTicker());
    }

    @Override
    public JsonWebToken parse(String token) throws ParseException {
        return tokens.get(token, parser::parse);
    }
}
