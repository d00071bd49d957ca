package io.schemaagent.connectors.quickstart;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Greets whoever runs this for the first time with screens, a token and a call that works. */
@IfBuildProfile("dev")
@ApplicationScoped
class Welcome {

    private final int port;
    private final DemoToken token;

    Welcome(@ConfigProperty(name = "quarkus.http.port") int port, DemoToken token) {
        this.port = port;
        this.token = token;
    }

    void onStart(@Observes StartupEvent started) {
        String address = "http://localhost:" + port;
        OrphanedDatabase.DEFAULT.claim();
        QuickstartKeys.DEFAULT.publish(token.value());
        System.out.println("""

                MCP Connectors is running for development, with a PostgreSQL and keys of its own in target/quickstart.

                  The screens, signed in as the user "demo":  %s

                  A token for this user:

                export TOKEN=%s

                  A first call:

                curl -H "Authorization: Bearer $TOKEN" %s/api/tools

                  The API:  %s/q/swagger-ui  ·  %s/q/openapi
                """.formatted(address, token.value(), address, address, address));
    }
}
