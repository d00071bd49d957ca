package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.connector.Connector.Target;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.mcp.Dialect;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;

/**
 * What it takes to get in at a connector's server: a few hundred bytes, however many tools it has.
 *
 * @param owner whose connector it is
 * @param id which one
 * @param target where it leads, and which credential it is that lets in there
 * @param sealedCredential a Fernet token, or null
 * @param dialect how the server was talked to when it was verified last
 */
record ConnectorAccess(String owner, long id, Target target, String sealedCredential, Optional<Dialect> dialect) {

    static final String COLUMNS =
            "id, user_id, server_url, auth_type, credential_version, auth_config, transport, protocol_version";

    static ConnectorAccess from(Row row) {
        return new ConnectorAccess(
                row.getString(1),
                row.getLong(0),
                new Target(row.getString(2), AuthType.of(row.getString(3)), row.getLong(4)),
                row.getString(5),
                Dialect.of(row.getString(6), row.getString(7)));
    }

    /** Sealed or not, a credential is nothing to be shown. */
    @Override
    public String toString() {
        return "access to connector " + id;
    }
}
