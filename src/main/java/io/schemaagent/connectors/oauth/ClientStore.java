package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.oauth.server.AuthenticationMethod;
import io.schemaagent.connectors.oauth.server.ClientRegistration.Registered;
import io.schemaagent.connectors.oauth.server.OAuthClient;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Keeps who we are to the authorization servers that registered us. One client serves all users: it is this service. */
@ApplicationScoped
class ClientStore {

    private static final String OWNER = "oauth client";
    private static final String SECRET = "client_secret";

    /** One whose secret ends within the time that an authorization takes is of no use. */
    private static final String LATEST = """
            SELECT issuer, client_id, client_secret, auth_method FROM oauth_clients
            WHERE issuer = $1 AND redirect_uri = $2 AND (expires_at IS NULL OR expires_at > now() + interval '10 minutes')
            ORDER BY created_at DESC LIMIT 1
            """;

    private static final String ONE =
            "SELECT issuer, client_id, client_secret, auth_method FROM oauth_clients WHERE issuer = $1 AND client_id = $2";
    private static final String ADD = """
            INSERT INTO oauth_clients (issuer, client_id, redirect_uri, client_secret, auth_method, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (issuer, client_id) DO UPDATE
            SET redirect_uri = excluded.redirect_uri, client_secret = excluded.client_secret,
                auth_method = excluded.auth_method, expires_at = excluded.expires_at, created_at = now()
            """;
    private static final String REMOVE = "DELETE FROM oauth_clients WHERE issuer = $1 AND client_id = $2";

    private final Pool pool;
    private final Credentials credentials;

    ClientStore(Pool pool, Credentials credentials) {
        this.pool = pool;
        this.credentials = credentials;
    }

    /** The client that was registered last for a redirect URI; one whose secret no key opens is none. */
    Uni<Optional<OAuthClient>> latest(String issuer, URI redirectUri) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(issuer, redirectUri.toString()))
                .map(this::client)
                .onFailure(CredentialException.class)
                .recoverWithItem(Optional::empty);
    }

    /** The secret of a client; empty where it is not known any more. Fails with a {@link CredentialException} where no key opens it. */
    Uni<Optional<Secret>> secret(String issuer, String clientId) {
        return pool.preparedQuery(ONE).execute(Tuple.of(issuer, clientId)).map(rows -> client(rows)
                .flatMap(OAuthClient::secret));
    }

    Uni<Void> add(String issuer, URI redirectUri, Registered registered) {
        OAuthClient client = registered.client();
        String sealed = client.secret()
                .map(secret -> credentials.sealJson(
                        JsonNodeFactory.instance.objectNode().put(SECRET, secret.reveal()), binding(issuer)))
                .orElse(null);
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(
                        issuer,
                        client.id(),
                        redirectUri.toString(),
                        sealed,
                        client.method().value(),
                        registered.secretExpires().map(ClientStore::utc).orElse(null)))
                .replaceWithVoid();
    }

    Uni<Void> remove(String issuer, String clientId) {
        return pool.preparedQuery(REMOVE).execute(Tuple.of(issuer, clientId)).replaceWithVoid();
    }

    private Optional<OAuthClient> client(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(client(rows.iterator().next()));
    }

    private OAuthClient client(Row row) {
        Optional<Secret> secret = Optional.ofNullable(row.getString("client_secret"))
                .map(token -> credentials
                        .openJson(token, binding(row.getString("issuer")))
                        .path(SECRET)
                        .asText())
                .map(Secret::of);
        return new OAuthClient(
                row.getString("client_id"),
                secret,
                AuthenticationMethod.find(row.getString("auth_method")).orElse(AuthenticationMethod.NONE));
    }

    private static Binding binding(String issuer) {
        return new Binding(OWNER, issuer);
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
