package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.oauth.AuthorizationProblems;
import io.schemaagent.connectors.oauth.Connectable;
import io.schemaagent.connectors.oauth.Connected;
import io.schemaagent.connectors.oauth.ConnectionStatus;
import io.schemaagent.connectors.oauth.GrantRenewal;
import io.schemaagent.connectors.oauth.OAuthSettings;
import io.schemaagent.connectors.oauth.Prospect;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** System tools that users connect by signing in. */
@ApplicationScoped
class ToolAuthorizations implements Connectable {

    private static final String TOOL = "tool";

    private final SystemToolRegistry registry;
    private final ToolStatuses statuses;
    private final ToolGrants grants;
    private final GrantRenewal renewal;
    private final ToolServers servers;
    private final ServerRefresh refresh;
    private final Clock clock;

    ToolAuthorizations(
            SystemToolRegistry registry,
            ToolStatuses statuses,
            ToolGrants grants,
            GrantRenewal renewal,
            ToolServers servers,
            ServerRefresh refresh,
            Clock clock) {
        this.servers = servers;
        this.refresh = refresh;
        this.clock = clock;
        this.registry = registry;
        this.statuses = statuses;
        this.grants = grants;
        this.renewal = renewal;
    }

    @Override
    public boolean has(String id) {
        return find(id).isPresent();
    }

    private Optional<SystemTool> find(String id) {
        return registry.find(id).filter(tool -> tool.authType() == AuthType.OAUTH);
    }

    @Override
    public Optional<Offer> offer(String id) {
        return find(id).map(tool -> new Offer(tool.name(), tool.isConfigured()));
    }

    @Override
    public Stream<String> targets() {
        return oauthTools().map(SystemTool::id);
    }

    @Override
    public Stream<OAuthSettings> settings() {
        return oauthTools().map(SystemTool::oauth);
    }

    private Stream<SystemTool> oauthTools() {
        return registry.all().stream().filter(tool -> tool.authType() == AuthType.OAUTH);
    }

    @Override
    public Uni<Prospect> prepare(String owner, String id, JsonNode draft) {
        SystemTool tool = require(id);
        if (!tool.isAvailable()) {
            throw Problem.of(ProblemCode.TOOL_NOT_AVAILABLE, tool.name() + " is not available yet.");
        }
        if (!tool.isConfigured()) {
            throw AuthorizationProblems.notConfigured(id);
        }
        return Uni.createFrom()
                .item(new Prospect(
                        id,
                        tool.server(),
                        Optional.empty(),
                        Set.of(),
                        Set.of(),
                        tool.oauth(),
                        JsonNodeFactory.instance.objectNode().put(TOOL, id)));
    }

    @Override
    public Uni<Connected> accept(String owner, JsonNode memo, Grant grant, Optional<String> email) {
        SystemTool tool = require(memo.path(TOOL).asText());
        Credential credential = Credential.none().with(grant);
        String sealed = grants.seal(owner, tool, credential);
        Map<String, Object> config = email.<Map<String, Object>>map(address -> Map.of("email", address))
                .orElse(null);
        return servers.check(tool, credential)
                .chain(offered -> statuses.connect(owner, tool, config, Optional.of(sealed), offered))
                .onFailure()
                .invoke(failure -> statuses.notConnected(owner, tool, failure))
                .call(() -> refresh.refreshDue(tool))
                .replaceWith(Connected.tool(tool.name(), email.orElse(null)));
    }

    @Override
    public Uni<Void> notGranted(String owner, JsonNode memo, Problem failure) {
        find(memo.path(TOOL).asText()).ifPresent(tool -> statuses.notConnected(owner, tool, failure));
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<ConnectionStatus> status(String owner, String id) {
        SystemTool tool = require(id);
        return grants.find(owner, tool)
                .map(held -> new ConnectionStatus(
                        held.flatMap(found -> found.credential().grant())
                                .filter(grant -> grant.ended(clock.instant()).isEmpty())
                                .isPresent(),
                        null,
                        tool.name(),
                        null,
                        null));
    }

    @Override
    public Uni<String> disconnect(String owner, String id) {
        SystemTool tool = require(id);
        return statuses.disconnect(owner, tool)
                .chain(stored -> grants.revoke(owner, tool, stored))
                .replaceWith(tool.name());
    }

    @Override
    public Uni<String> renew(String owner, String id) {
        SystemTool tool = require(id);
        return grants.find(owner, tool)
                .map(held -> held.filter(found -> found.credential().grant().isPresent())
                        .orElseThrow(AuthorizationProblems::notConnected))
                .chain(held -> renewal.renew(held.row(), held.credential()))
                .invoke(AuthorizationProblems::rejectUnrenewed)
                .replaceWith(tool.name());
    }

    private SystemTool require(String id) {
        return find(id).orElseThrow(() -> Problem.of(ProblemCode.TOOL_NOT_FOUND, "There is no such tool."));
    }
}
