package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.GrantRow;
import io.schemaagent.connectors.oauth.Revocation;
import io.schemaagent.connectors.upstream.SavedServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The credentials of connectors, with what authorization servers have granted. */
@ApplicationScoped
class ConnectorGrants {

    private final Pool pool;
    private final Credentials credentials;
    private final Revocation revocation;

    ConnectorGrants(Pool pool, Credentials credentials, Revocation revocation) {
        this.pool = pool;
        this.credentials = credentials;
        this.revocation = revocation;
    }

    /** Where a connector leads, with what is kept for it; empty where that is no URL, which none has that we stored. */
    Optional<SavedServer> server(ConnectorAccess access) {
        return UpstreamUrl.parse(access.target().serverUrl())
                .map(url -> new SavedServer(
                        url, NamedBy.USER, access.dialect(), () -> open(access), Optional.of(row(access))));
    }

    /** Where the credential of a connector is kept. */
    GrantRow row(ConnectorAccess access) {
        return new GrantRow(
                pool,
                credentials,
                GrantRow.Table.CONNECTORS,
                new GrantRow.Key(access.owner(), access.id(), access.target().credentialVersion()),
                binding(access.owner(), access.target().serverUrl()));
    }

    /** Withdraws what a connector was granted that is gone. Never fails. */
    Uni<Void> revoke(Connector gone) {
        return gone.authType == AuthType.OAUTH
                ? find(gone).map(revocation::revoke).orElseGet(() -> Uni.createFrom()
                        .voidItem())
                : Uni.createFrom().voidItem();
    }

    /**
     * The credential that a connector holds for its own server.
     *
     * @throws CredentialException where it cannot be opened; never to be taken for "none"
     */
    Credential open(ConnectorAccess access) {
        return credentials.open(
                access.sealedCredential(),
                access.target().authType(),
                binding(access.owner(), access.target().serverUrl()));
    }

    /** The same for what can do without; empty where it cannot be opened, which is counted and logged already. */
    Optional<Credential> find(Connector connector) {
        return credentials.find(
                connector.sealedCredential, connector.authType, binding(connector.owner, connector.serverUrl));
    }

    private static Binding binding(String owner, String serverUrl) {
        String origin = UpstreamUrl.parse(serverUrl).map(UpstreamUrl::origin).orElse(serverUrl);
        return new Binding(owner, origin);
    }
}
