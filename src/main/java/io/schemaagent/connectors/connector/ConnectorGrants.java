package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.GrantHolder;
import io.schemaagent.connectors.oauth.Revocation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What authorization servers have granted to connectors. */
@ApplicationScoped
class ConnectorGrants {

    private static final String READ = """
            SELECT auth_config FROM user_mcp_connections
            WHERE user_id = $1 AND id = $2 AND credential_version = $3 AND auth_config IS NOT NULL
            """;
    private static final String WRITE = """
            UPDATE user_mcp_connections SET auth_config = $4
            WHERE user_id = $1 AND id = $2 AND credential_version = $3 AND auth_config IS NOT NULL
            """;

    private final Pool pool;
    private final Credentials credentials;
    private final Revocation revocation;

    ConnectorGrants(Pool pool, Credentials credentials, Revocation revocation) {
        this.pool = pool;
        this.credentials = credentials;
        this.revocation = revocation;
    }

    /** Where the credential of a connector is kept, as long as its owner does not give it another one. */
    GrantHolder holder(Connector connector) {
        return new Holder(connector.owner, connector.id, connector.credentialVersion, binding(connector));
    }

    /** Withdraws what a connector was granted that is gone. Never fails. */
    Uni<Void> revoke(Connector gone) {
        return gone.authType == AuthType.OAUTH
                ? open(gone).map(revocation::revoke).orElseGet(() -> Uni.createFrom()
                        .voidItem())
                : Uni.createFrom().voidItem();
    }

    /** The credential of a connector; empty where it cannot be opened. */
    Optional<Credential> open(Connector connector) {
        try {
            return Optional.of(credentials.open(connector.sealedCredential, connector.authType, binding(connector)));
        } catch (CredentialException unusable) {
            // Already counted and logged.
            return Optional.empty();
        }
    }

    private static Binding binding(Connector connector) {
        String origin =
                UpstreamUrl.parse(connector.serverUrl).map(UpstreamUrl::origin).orElse(connector.serverUrl);
        return new Binding(connector.owner, origin);
    }

    private final class Holder implements GrantHolder {

        private final long id;
        private final Tuple row;
        private final Binding binding;

        Holder(String owner, long id, long version, Binding binding) {
            this.id = id;
            this.row = Tuple.of(owner, id, version);
            this.binding = binding;
        }

        @Override
        public String key() {
            return "connector " + id;
        }

        @Override
        public Uni<Optional<Credential>> read() {
            return pool.preparedQuery(READ).execute(row).map(this::credential);
        }

        private Optional<Credential> credential(RowSet<Row> rows) {
            return rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(
                            credentials.open(rows.iterator().next().getString("auth_config"), AuthType.OAUTH, binding));
        }

        @Override
        public Uni<Boolean> write(Credential credential) {
            Tuple renewed = Tuple.of(row.getString(0), row.getLong(1), row.getLong(2))
                    .addString(credentials.seal(credential, binding).orElseThrow());
            return pool.preparedQuery(WRITE).execute(renewed).map(written -> written.rowCount() == 1);
        }
    }
}
