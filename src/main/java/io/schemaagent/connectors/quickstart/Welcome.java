package io.schemaagent.connectors.quickstart;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Greets whoever runs this for the first time with a token and a call that works. */
@IfBuildProfile("dev")
@ApplicationScoped
class Welcome {

    private static final Duration VALIDITY = Duration.ofDays(30);

    private final int port;
    private final Optional<String> issuer;
    private final Optional<Set<String>> audience;

    Welcome(
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
            @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<Set<String>> audience) {
        this.port = port;
        this.issuer = issuer;
        this.audience = audience;
    }

    void onStart(@Observes StartupEvent started) {
        String address = "http://localhost:" + port;
        String token = token();
        OrphanedDatabase.DEFAULT.claim();
        QuickstartKeys.DEFAULT.publish(token);
        System.out.println("""

                MCP Connectors is running for development, with a PostgreSQL and keys of its own in target/quickstart.

                  A token for the user "demo":

                export TOKEN=%s

                  A first call:

                curl -H "Authorization: Bearer $TOKEN" %s/api/tools

                  The API:  %s/q/swagger-ui  ·  %s/q/openapi
                """.formatted(token, address, address, address));
    }

    /** With whatever issuer and audience are asked for, so that it works with them too. */
    private String token() {
        JwtClaimsBuilder token = Jwt.subject("demo").expiresIn(VALIDITY).issuer(issuer.orElse("quickstart"));
        audience.ifPresent(token::audience);
        return token.sign();
    }
}
