package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.egress.NamedBy;
import io.schemaagent.connectors.upstream.SavedServer;
import io.schemaagent.connectors.upstream.Servers;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Contacts the servers behind system tools, in the operator's name or in a user's. */
@ApplicationScoped
class ToolServers {

    private final Servers servers;
    private final ToolGrants grants;
    private final ServerRows rows;
    private final ServerAlerts alerts;

    ToolServers(Servers servers, ToolGrants grants, ServerRows rows, ServerAlerts alerts) {
        this.servers = servers;
        this.grants = grants;
        this.rows = rows;
        this.alerts = alerts;
    }

    /**
     * Checks what a user wants to connect a tool with, where that is what its server is shown; empty where it is not.
     * Fails with {@code CONNECTION_NOT_VERIFIED} where the server refuses it. One that is out of order does not keep anybody
     * from connecting.
     */
    Uni<Optional<Verdict>> check(SystemTool tool, Credential credential) {
        if (!tool.hasOwnServers()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return servers.check(
                        tool.server().orElseThrow(),
                        NamedBy.OPERATOR,
                        tool.serverKey().carried(credential))
                .invoke(ToolServers::rejectUnauthorized)
                .map(Optional::of);
    }

    private static void rejectUnauthorized(Verdict verdict) {
        if (verdict.isUnauthorized()) {
            throw verdict.problem();
        }
    }

    /** Reads what a server offers now, when nobody waits for it. Its last good tools stay where that fails. */
    Uni<Void> refresh(SystemTool tool, ServerRow row) {
        return servers.refresh(saved(tool, row))
                .invoke(verdict -> alerts.checked(tool, row, verdict))
                .chain(verdict -> rows.record(row, verdict));
    }

    /** The server of a tool, with what it is shown. */
    SavedServer saved(SystemTool tool, ServerRow row) {
        return new SavedServer(
                tool.server().orElseThrow(),
                NamedBy.OPERATOR,
                row.dialect(),
                () -> row.owner()
                        .map(owner -> tool.serverKey().carried(grants.open(owner, tool, row.held())))
                        .orElseGet(tool.serverKey()::operators),
                row.held().filter(held -> tool.authType() == AuthType.OAUTH).flatMap(held -> row.owner()
                        .map(owner -> grants.row(owner, tool, held))));
    }
}
