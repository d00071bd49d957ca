package io.schemaagent.connectors.quickstart;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What lets the user "demo" in, with whatever issuer and audience are asked for, so that it works with them too. */
@IfBuildProfile("dev")
@ApplicationScoped
class DemoToken {

    private static final Duration VALIDITY = Duration.ofDays(30);

    private final String value;

    DemoToken(
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<Set<String>> audience) {
        JwtClaimsBuilder token = Jwt.subject("demo").expiresIn(VALIDITY).issuer(issuer.orElse("quickstart"));
        audience.ifPresent(token::audience);
        this.value = token.sign();
    }

    String value() {
        return value;
    }
}
