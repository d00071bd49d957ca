package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.trust.ChangePolicy;
import io.schemaagent.connectors.trust.KnownTools;
import io.schemaagent.connectors.trust.Rediscovery;
import io.schemaagent.connectors.upstream.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Keeps in a connector which of its tools its owner has agreed to. Whoever changes one has its row locked. */
@ApplicationScoped
class ToolTrust {

    /** Why a connector is switched off by itself. */
    static final String TOOLS_CHANGED = "TOOLS_CHANGED";

    private static final String NOTHING = "[]";

    private final ToolsConfig config;
    private final ConnectorAlerts alerts;
    private final ObjectMapper json;

    ToolTrust(ToolsConfig config, ConnectorAlerts alerts, ObjectMapper json) {
        this.config = config;
        this.alerts = alerts;
        this.json = json;
    }

    /** What a check found, in the form that is stored; nothing where it failed. */
    List<ObjectNode> discovered(Verdict verdict) {
        return verdict.tools().stream()
                .map(tool -> json.<ObjectNode>valueToTree(tool))
                .toList();
    }

    KnownTools known(Connector connector) {
        JsonNode tools = parse(connector.tools);
        JsonNode pins = parse(connector.toolPins);
        // Nobody but this service says how it talked to a server.
        return connector.transport == null ? KnownTools.readOfOthers(tools, pins) : KnownTools.read(tools, pins);
    }

    void keep(Connector connector, KnownTools tools) {
        connector.tools = tools.tools().toString();
        connector.toolPins = tools.pins().toString();
    }

    /** Its owner is about to save it with these tools. */
    void begin(Connector connector, List<ObjectNode> found) {
        keep(connector, KnownTools.first(found));
    }

    /** Its owner lets it lead elsewhere, or has entered it anew. */
    void retarget(Connector connector, Optional<UpstreamUrl> before, UpstreamUrl now, List<ObjectNode> found) {
        if (before.filter(now::isSameAs).isPresent()) {
            rediscover(connector, found);
        } else if (before.map(UpstreamUrl::origin).filter(now.origin()::equals).isPresent()) {
            // A first look at these tools, and yet the server at which some were switched off.
            keep(
                    connector,
                    known(connector).rediscovered(found, ChangePolicy.ALLOW).tools());
        } else {
            begin(connector, found);
        }
    }

    /** It lists these tools now, which nobody has looked at. */
    void rediscover(Connector connector, List<ObjectNode> found) {
        Rediscovery rediscovery = known(connector).rediscovered(found, config.onChange());
        keep(connector, rediscovery.tools());
        alerts.withheld(connector, rediscovery);
        if (config.onChange() == ChangePolicy.DISABLE_CONNECTOR && rediscovery.changed() > 0 && connector.active) {
            connector.deactivate(TOOLS_CHANGED);
        }
    }

    private JsonNode parse(String stored) {
        try {
            return json.readTree(stored == null ? NOTHING : stored);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL stores no jsonb that is no JSON", impossible);
        }
    }
}
