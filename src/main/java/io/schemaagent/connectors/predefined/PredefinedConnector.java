package io.schemaagent.connectors.predefined;

import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.OAuthSettings;
import java.net.URI;
import java.util.List;

/**
 * A server that the operator offers.
 *
 * @param shown what everybody may see of it
 * @param oauth what is known of signing in to it, which nobody may
 */
public record PredefinedConnector(Shown shown, OAuthSettings oauth) {

    /**
     * An offer as users see it, in this order.
     *
     * @param id what it is called in paths
     * @param name what users call it
     * @param description what it is good for
     * @param logo the address of a picture, or null
     * @param category what it is for
     * @param capabilities what an agent can do with it
     * @param developer who runs the server, or null
     * @param website where to find out more, or null
     * @param privacyPolicy what becomes of users' data there, or null
     * @param serverUrl the MCP server
     */
    public record Shown(
            String id,
            String name,
            String description,
            URI logo,
            String category,
            List<String> capabilities,
            String developer,
            URI website,
            URI privacyPolicy,
            String serverUrl) {

        public Shown {
            capabilities = List.copyOf(capabilities);
        }

        private Shown with(PredefinedConfig.Definition wanted) {
            return new Shown(
                    id,
                    wanted.name().orElse(name),
                    wanted.description().orElse(description),
                    wanted.logo().orElse(logo),
                    wanted.category().orElse(category),
                    wanted.capabilities().orElse(capabilities),
                    wanted.developer().orElse(developer),
                    wanted.website().orElse(website),
                    wanted.privacyPolicy().orElse(privacyPolicy),
                    wanted.serverUrl().orElse(serverUrl));
        }
    }

    /** One that is configured and not built in. */
    static PredefinedConnector configured(String id) {
        return new PredefinedConnector(
                new Shown(id, id, "", null, "utilities", List.of(), null, null, null, ""), OAuthSettings.none());
    }

    /** This offer as the operator wants it. */
    PredefinedConnector with(PredefinedConfig.Definition wanted) {
        return new PredefinedConnector(shown.with(wanted), oauth.with(wanted));
    }

    public String id() {
        return shown.id();
    }

    public String name() {
        return shown.name();
    }

    /** The MCP server's address. */
    public UpstreamUrl url() {
        return UpstreamUrl.parse(shown.serverUrl()).orElseThrow();
    }
}
