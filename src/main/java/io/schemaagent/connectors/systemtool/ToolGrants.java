package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.oauth.GrantRow;
import io.schemaagent.connectors.oauth.Revocation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What authorization servers have granted for system tools. */
@ApplicationScoped
class ToolGrants {

    private static final String FIND = """
            SELECT id, credential_version, auth_config FROM user_tool_status
            WHERE user_id = $1 AND tool_id = $2 AND is_connected AND auth_config IS NOT NULL
            """;

    /** There is nothing, or nothing that can be opened. */
    private static final String NOTHING_GRANTED = "nothing_granted";

    private static final String REFUSED = "refused";

    private final Pool pool;
    private final Credentials credentials;
    private final Revocation revocation;
    private final Clock clock;

    ToolGrants(Pool pool, Credentials credentials, Revocation revocation, Clock clock) {
        this.clock = clock;
        this.pool = pool;
        this.credentials = credentials;
        this.revocation = revocation;
    }

    /**
     * A credential as it is kept.
     *
     * @param statusId of the row
     * @param version counts what its owner has given one after the other
     */
    record Sealed(long statusId, long version, String token) {}

    /** A credential with where it is kept. */
    record Held(GrantRow row, Credential credential) {}

    String seal(String owner, SystemTool tool, Credential credential) {
        return credentials.seal(credential, binding(owner, tool)).orElseThrow();
    }

    /** What a user was granted for a tool; empty where there is nothing, or it cannot be opened. */
    Uni<Optional<Held>> find(String owner, SystemTool tool) {
        return pool.preparedQuery(FIND).execute(Tuple.of(owner, tool.id())).map(rows -> held(rows, owner, tool));
    }

    private Optional<Held> held(RowSet<Row> rows, String owner, SystemTool tool) {
        if (rows.rowCount() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        Sealed sealed = new Sealed(row.getLong("id"), row.getLong("credential_version"), row.getString("auth_config"));
        return credentials
                .find(sealed.token(), AuthType.OAUTH, binding(owner, tool))
                .map(credential -> new Held(row(owner, tool, sealed), credential));
    }

    /** Where what was granted is kept, and can be renewed. */
    GrantRow row(String owner, SystemTool tool, Sealed sealed) {
        GrantRow.Key key = new GrantRow.Key(owner, sealed.statusId(), sealed.version());
        return new GrantRow(pool, credentials, GrantRow.Table.SYSTEM_TOOLS, key, binding(owner, tool));
    }

    /**
     * What a user has given or was granted for a tool.
     *
     * @throws CredentialException where it cannot be opened; never to be taken for "none"
     */
    Credential open(String owner, SystemTool tool, Optional<Sealed> sealed) {
        return credentials.open(sealed.map(Sealed::token).orElse(null), tool.authType(), binding(owner, tool));
    }

    /**
     * Why a user has to connect a tool again: a word of the authorization server's, or of ours. Empty where it can be used,
     * and where it takes nothing to connect it.
     */
    Optional<String> ended(String owner, SystemTool tool, ToolStatus status) {
        if (!status.isConnected() || tool.authType() == AuthType.NONE) {
            return Optional.empty();
        }
        if (status.isRefused()) {
            return Optional.of(REFUSED);
        }
        if (tool.authType() != AuthType.OAUTH) {
            return Optional.empty();
        }
        Optional<Grant> grant = status.sealedCredential()
                .flatMap(token -> credentials.find(token, AuthType.OAUTH, binding(owner, tool)))
                .flatMap(Credential::grant);
        return grant.isPresent() ? grant.get().ended(clock.instant()) : Optional.of(NOTHING_GRANTED);
    }

    /** Withdraws what was granted. Never fails. */
    Uni<Void> revoke(String owner, SystemTool tool, Optional<String> sealed) {
        return sealed.flatMap(token -> credentials.find(token, AuthType.OAUTH, binding(owner, tool)))
                .map(revocation::revoke)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Binding binding(String owner, SystemTool tool) {
        return new Binding(owner, tool.credentialOrigin());
    }
}
