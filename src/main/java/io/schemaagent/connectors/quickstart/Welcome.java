package io.schemaagent.connectors.quickstart;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Greets whoever runs this for the first time with a token and a call that works. */
@IfBuildProfile("dev")
@ApplicationScoped
class Welcome {

    private static final Duration VALIDITY = Duration.ofDays(30);

    private final int port;

    Welcome(@ConfigProperty(name = "quarkus.http.port") int port) {
        this.port = port;
    }

    void onStart(@Observes StartupEvent started) {
        String address = "http://localhost:" + port;
        System.out.println("""

                MCP Connectors is running for development, with a PostgreSQL and keys of its own in target/quickstart.

                  A token for the user "demo":

                export TOKEN=%s

                  A first call:

                curl -H "Authorization: Bearer $TOKEN" %s/api/tools

                  The API:  %s/q/swagger-ui  ·  %s/q/openapi
                """.formatted(token(), address, address, address));
    }

    private static String token() {
        return Jwt.subject("demo").expiresIn(VALIDITY).sign();
    }
}
