package io.schemaagent.connectors.predefined;

import io.quarkus.runtime.Startup;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.oauth.Connectable;
import io.schemaagent.connectors.oauth.OAuthSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All that the operator offers: the built-in ones first, then the configured ones by id. Created at start, to refuse bad ones then. */
@Startup
@ApplicationScoped
public class PredefinedConnectors {

    /** Not a number, which is a user's connector. */
    private static final Pattern ID = Pattern.compile("(?=.*[a-z_-])[a-z0-9_-]{1,50}");

    /** Notion registers whoever comes, so there is nothing that an operator would have to set. */
    private static final PredefinedConnector NOTION = new PredefinedConnector(
            new PredefinedConnector.Shown(
                    "notion",
                    "Notion",
                    "Search, read and write pages and databases in Notion",
                    URI.create("https://www.notion.com/front-static/favicon.ico"),
                    "productivity",
                    List.of(
                            "Search the workspace",
                            "Read pages and databases",
                            "Create and update pages",
                            "Add comments"),
                    "Notion Labs, Inc.",
                    URI.create("https://www.notion.com"),
                    URI.create("https://www.notion.com/trust/privacy-policy"),
                    "https://mcp.notion.com/mcp"),
            OAuthSettings.none());

    private final Map<String, PredefinedConnector> offers;

    PredefinedConnectors(PredefinedConfig config) {
        Map<String, PredefinedConnector> all = new LinkedHashMap<>();
        all.put(NOTION.id(), NOTION);
        new TreeMap<>(config.connectors()).forEach((id, definition) -> {
            if (definition.enabled().orElse(true)) {
                all.put(id, define(all.get(id), id, definition));
            } else {
                all.remove(id);
            }
        });
        this.offers = Collections.unmodifiableMap(all);
    }

    private static PredefinedConnector define(
            PredefinedConnector known, String id, PredefinedConfig.Definition definition) {
        if (!ID.matcher(id).matches() || id.equals(Connectable.CONNECTOR)) {
            throw new IllegalArgumentException("connectors.predefined." + id
                    + ": an id has at most 50 of a-z, 0-9, _ and -, is no number and not connector");
        }
        PredefinedConnector defined = (known == null ? PredefinedConnector.configured(id) : known).with(definition);
        if (UpstreamUrl.parse(defined.shown().serverUrl()).isEmpty()) {
            throw new IllegalArgumentException(
                    "connectors.predefined." + id + ".server-url: has to be the URL of a server");
        }
        return defined;
    }

    public Collection<PredefinedConnector> all() {
        return offers.values();
    }

    public Optional<PredefinedConnector> find(String id) {
        return Optional.ofNullable(offers.get(id));
    }
}
