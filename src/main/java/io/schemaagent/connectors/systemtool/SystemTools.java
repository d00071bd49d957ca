package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialRules;
import io.schemaagent.connectors.limit.Contacts;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.oauth.Authorizations;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.problem.Violation;
import io.schemaagent.connectors.upstream.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What users do with the operator's tools. */
@ApplicationScoped
class SystemTools {

    private static final String API_KEY = "api_key";
    private static final int MAX_SETTINGS = 16 * 1024;

    private final SystemToolRegistry registry;
    private final ToolStatuses statuses;
    private final ToolGrants grants;
    private final Authorizations authorizations;
    private final ToolServers servers;
    private final ServerRefresh refresh;
    private final Contacts contacts;
    private final ObjectMapper json;

    SystemTools(
            SystemToolRegistry registry,
            ToolStatuses statuses,
            ToolGrants grants,
            Authorizations authorizations,
            ToolServers servers,
            ServerRefresh refresh,
            Contacts contacts,
            ObjectMapper json) {
        this.grants = grants;
        this.authorizations = authorizations;
        this.registry = registry;
        this.statuses = statuses;
        this.servers = servers;
        this.refresh = refresh;
        this.contacts = contacts;
        this.json = json;
    }

    /** The tools that are wanted; anonymous callers have connected none. */
    Uni<List<SystemToolView>> list(Optional<String> owner, Predicate<SystemTool> wanted) {
        List<SystemTool> tools = registry.all().stream().filter(wanted).toList();
        return views(owner, tools);
    }

    Uni<SystemToolView> get(Optional<String> owner, String id) {
        return views(owner, List.of(require(id))).map(views -> views.get(0));
    }

    private Uni<List<SystemToolView>> views(Optional<String> owner, List<SystemTool> tools) {
        return owner.map(caller -> statuses.list(caller).map(known -> tools.stream()
                        .map(tool -> view(caller, tool, known))
                        .toList()))
                .orElseGet(() -> Uni.createFrom().item(() -> tools.stream()
                        .map(tool -> SystemToolView.of(tool, ToolStatus.DISCONNECTED))
                        .toList()));
    }

    /** Connects at once, or says what has to come first. */
    Uni<ConnectionView> connect(String owner, String id, Map<String, Object> config) {
        SystemTool tool = require(id);
        return Uni.createFrom()
                .deferred(() -> connect(owner, tool, config))
                .onFailure()
                .invoke(failure -> statuses.notConnected(owner, tool, failure));
    }

    private Uni<ConnectionView> connect(String owner, SystemTool tool, Map<String, Object> config) {
        if (!tool.isAvailable()) {
            throw Problem.of(ProblemCode.TOOL_NOT_AVAILABLE, tool.name() + " is not available yet.");
        }
        checkSettings(config);
        return switch (tool.authType()) {
            case NONE -> connect(owner, tool, config, Optional.empty(), Optional.empty());
            case API_KEY -> connectWithKey(owner, tool, config);
            case OAUTH -> authorize(owner, tool);
        };
    }

    /** The user has to sign in first, where an operator has made that possible. */
    private Uni<ConnectionView> authorize(String owner, SystemTool tool) {
        return get(Optional.of(owner), tool.id()).chain(view -> authorizations
                .begin(owner, tool.id())
                .map(begun -> ConnectionView.needsAuthorization(view, begun.authorizationUrl()))
                .onFailure(SystemTools::isNotConfigured)
                .recoverWithItem(missing -> ConnectionView.cannotBeAuthorized(view, missing.getMessage())));
    }

    private static boolean isNotConfigured(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == ProblemCode.OAUTH_NOT_CONFIGURED;
    }

    private void checkSettings(Map<String, Object> config) {
        JsonNode settings = json.valueToTree(config);
        if (settings.toString().length() > MAX_SETTINGS) {
            throw Problem.invalid(
                    Violation.inBody("config", "must not be longer than " + MAX_SETTINGS + " characters of JSON"));
        }
        if (!StorableText.isClean(settings)) {
            throw Problem.invalid(Violation.inBody("config", "must not contain NUL or half characters"));
        }
    }

    private Uni<ConnectionView> connectWithKey(String owner, SystemTool tool, Map<String, Object> config) {
        Map<String, Object> settings = config == null ? new HashMap<>() : new HashMap<>(config);
        Object key = settings.remove(API_KEY);
        if (key == null) {
            throw Problem.of(
                    ProblemCode.CREDENTIALS_REQUIRED, tool.name() + " needs an API key. Send it as config.api_key.");
        }
        ObjectNode authConfig = json.createObjectNode().set(API_KEY, json.<JsonNode>valueToTree(key));
        List<Violation> violations = CredentialRules.check(authConfig);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        Credential credential = Credential.of(AuthType.API_KEY, authConfig);
        String sealed = grants.seal(owner, tool, credential);
        return check(owner, tool, credential)
                .chain(offered -> connect(owner, tool, settings, Optional.of(sealed), offered));
    }

    /** What is contacted for a user counts as that. */
    private Uni<Optional<Verdict>> check(String owner, SystemTool tool, Credential credential) {
        return tool.hasOwnServers()
                ? contacts.run(owner, () -> servers.check(tool, credential))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<ConnectionView> connect(
            String owner,
            SystemTool tool,
            Map<String, Object> config,
            Optional<String> sealedCredential,
            Optional<Verdict> offered) {
        return statuses.connect(owner, tool, config, sealedCredential, offered)
                .call(() -> refresh.refreshDue(tool))
                .map(status -> ConnectionView.connected(SystemToolView.of(tool, status)));
    }

    /** Disconnects and erases whatever was stored, also from a tool that is no longer available. */
    Uni<ConnectionView> disconnect(String owner, String id) {
        SystemTool tool = require(id);
        return statuses.disconnect(owner, tool)
                .chain(stored -> grants.revoke(owner, tool, stored))
                .map(done -> ConnectionView.disconnected(SystemToolView.of(tool, ToolStatus.DISCONNECTED)));
    }

    private SystemTool require(String id) {
        return registry.find(id).orElseThrow(() -> Problem.of(ProblemCode.TOOL_NOT_FOUND, "There is no such tool."));
    }

    private SystemToolView view(String owner, SystemTool tool, Map<String, ToolStatus> known) {
        ToolStatus status = known.getOrDefault(tool.id(), ToolStatus.DISCONNECTED);
        return SystemToolView.of(tool, status, grants.ended(owner, tool, status));
    }
}
