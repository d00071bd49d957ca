package io.schemaagent.connectors.systemtool;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.oauth.OAuthSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All system tools: the built-in ones first, then the configured ones by id. Created at start, to refuse bad ones then. */
@Startup
@ApplicationScoped
class SystemToolRegistry {

    private static final int MAX_ID_LENGTH = 50;

    private static final List<SystemTool> BUILT_IN = List.of(
            new SystemTool(
                    "gmail",
                    "Gmail",
                    "Send emails via Gmail",
                    "mail",
                    Category.COMMUNICATION,
                    AuthType.OAUTH,
                    true,
                    false,
                    Optional.empty(),
                    ServerKey.NONE,
                    Google.with(Set.of("openid", "email", "https://www.googleapis.com/auth/gmail.send"))),
            new SystemTool(
                    "analytics",
                    "Analytics",
                    "View sales and inventory analytics",
                    "chart",
                    Category.INSIGHTS,
                    AuthType.NONE,
                    true,
                    false,
                    Optional.empty(),
                    ServerKey.NONE,
                    OAuthSettings.none()),
            new SystemTool(
                    "export",
                    "Export",
                    "Export data to various formats",
                    "download",
                    Category.UTILITIES,
                    AuthType.NONE,
                    false,
                    true,
                    Optional.empty(),
                    ServerKey.NONE,
                    OAuthSettings.none()));

    private final Map<String, SystemTool> tools;

    SystemToolRegistry(SystemToolConfig config) {
        Map<String, SystemTool> all = new LinkedHashMap<>();
        BUILT_IN.forEach(tool -> all.put(tool.id(), tool));
        new TreeMap<>(config.tools()).forEach((id, definition) -> all.put(id, define(all.get(id), id, definition)));
        this.tools = Collections.unmodifiableMap(all);
    }

    private static SystemTool define(SystemTool known, String id, SystemToolConfig.Definition definition) {
        if (id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "connectors.system-tools." + id + ": an id has at most " + MAX_ID_LENGTH + " characters");
        }
        SystemTool tool = (known == null ? SystemTool.configured(id) : known).with(definition);
        ServerRules.check(tool, "connectors.system-tools." + id);
        return tool;
    }

    /** Those that bring tools of a server to whoever has connected them. */
    List<SystemTool> withServer() {
        return tools.values().stream().filter(SystemTool::bringsTools).toList();
    }

    /** One of these. */
    Optional<SystemTool> findWithServer(String id) {
        return find(id).filter(SystemTool::bringsTools);
    }

    Collection<SystemTool> all() {
        return tools.values();
    }

    Optional<SystemTool> find(String id) {
        return Optional.ofNullable(tools.get(id));
    }
}
