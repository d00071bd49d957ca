package io.schemaagent.connectors.systemtool;

import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.OAuthSettings;
import java.net.URI;
import java.util.Optional;

/**
 * A tool that the operator provides.
 *
 * @param id what it is called in paths and in the database, at most 50 characters
 * @param name what users see
 * @param description what it is good for
 * @param icon the name of an icon that the UI has
 * @param category what it is for
 * @param authType what a user needs to connect it
 * @param isEnabled whether it can be connected
 * @param isBeta whether it is announced only
 * @param serverUrl the operator's MCP server behind it, if there is one
 * @param serverKey how that server is convinced of who is calling
 * @param oauth what is known of signing in to it
 */
record SystemTool(
        String id,
        String name,
        String description,
        String icon,
        Category category,
        AuthType authType,
        boolean isEnabled,
        boolean isBeta,
        Optional<URI> serverUrl,
        ServerKey serverKey,
        OAuthSettings oauth) {

    /** Whether users can connect it. */
    boolean isAvailable() {
        return isEnabled && !isBeta;
    }

    /** Whether users could sign in to it: as a client that is known there, or one that can introduce itself. */
    boolean isConfigured() {
        return oauth.clientId().isPresent()
                || (oauth.endpoints().isEmpty() && (oauth.issuer().isPresent() || serverUrl.isPresent()));
    }

    /** The server whose tools those get who have connected it; empty where there is none. */
    Optional<UpstreamUrl> server() {
        return serverUrl.map(URI::toString).flatMap(UpstreamUrl::parse);
    }

    /** Whether whoever has connected it gets tools of a server. */
    boolean bringsTools() {
        return isAvailable() && server().isPresent();
    }

    /** Whether its tools are the same for everybody, since the server knows nobody but the operator. */
    boolean isShared() {
        return authType == AuthType.NONE || serverKey.token().isPresent();
    }

    /** Whether users get tools of its server by what they bring themselves. */
    boolean hasOwnServers() {
        return server().isPresent() && !isShared();
    }

    /** Where a credential for it belongs. */
    String credentialOrigin() {
        return serverUrl.map(URI::toString).orElse("system-tool:" + id);
    }

    /** A tool that is configured and not built in. */
    static SystemTool configured(String id) {
        return new SystemTool(
                id,
                id,
                "",
                "tool",
                Category.UTILITIES,
                AuthType.NONE,
                true,
                false,
                Optional.empty(),
                ServerKey.NONE,
                OAuthSettings.none());
    }

    /** This tool as the operator wants it. */
    SystemTool with(SystemToolConfig.Definition wanted) {
        return new SystemTool(
                id,
                wanted.name().orElse(name),
                wanted.description().orElse(description),
                wanted.icon().orElse(icon),
                wanted.category().orElse(category),
                wanted.authType().orElse(authType),
                wanted.enabled().orElse(isEnabled),
                wanted.beta().orElse(isBeta),
                wanted.serverUrl().or(() -> serverUrl),
                new ServerKey(wanted.serverToken().map(Secret::of), wanted.serverTokenHeader()),
                oauth.with(wanted));
    }
}
