package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credentials;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/**
 * Makes the service known to an authorization server whose port nobody knows before the start, so that no operator could
 * have configured it: as if it had been registered there some time ago.
 */
record PreRegistration(Pool pool, Credentials credentials) {

    private static final String ADD = """
            INSERT INTO oauth_clients (issuer, client_id, redirect_uri, client_secret, auth_method)
            VALUES ($1, $2, 'http://localhost:8081/api/oauth/callback/connector', $3, 'client_secret_basic')
            """;

    /** Does nothing where the suite's context names no client. */
    void add(JsonNode context) {
        if (context.has("client_secret") && context.has("issuer")) {
            String issuer = context.path("issuer").asText();
            String sealed = credentials.sealJson(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("client_secret", context.path("client_secret").asText()),
                    new Binding("oauth client", issuer));
            pool.preparedQuery(ADD)
                    .execute(Tuple.of(issuer, context.path("client_id").asText(), sealed))
                    .await()
                    .atMost(Duration.ofSeconds(20));
        }
    }
}
