package io.schemaagent.connectors.upstream;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.Dialect;
import io.schemaagent.connectors.oauth.GrantRow;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server with the credential that is kept for it.
 *
 * @param url its MCP endpoint
 * @param namedBy who has named it
 * @param dialect how it was talked to last, empty where that is to be found out
 * @param credential opens what is kept; fails with {@code CredentialException} where it cannot be opened
 * @param row where it is kept and can be renewed; empty where it is never renewed
 */
public record SavedServer(
        UpstreamUrl url,
        NamedBy namedBy,
        Optional<Dialect> dialect,
        Supplier<Credential> credential,
        Optional<GrantRow> row) {}
