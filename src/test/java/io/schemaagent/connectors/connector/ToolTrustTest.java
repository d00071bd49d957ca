package io.schemaagent.connectors.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.schemaagent.connectors.trust.ChangePolicy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolTrustTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode tool(String name, String description) {
        return JSON.createObjectNode().put("name", name).put("description", description);
    }

    private static List<String> states(ToolTrust trust, Connector connector) {
        return trust.known(connector).listed().stream()
                .map(tool -> tool.state().value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "WITHHOLD, changed, pending, true, , 1, 1",
        "ALLOW, approved, approved, true, , 0, 0",
        "DISABLE_CONNECTOR, changed, pending, false, TOOLS_CHANGED, 1, 1",
    })
    void doesWithChangesWhatTheOperatorSays(
            ChangePolicy policy,
            String ofChanged,
            String ofNew,
            boolean active,
            String reason,
            int changed,
            int pending) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ToolTrust trust = new ToolTrust(() -> policy, new ConnectorAlerts(metrics), JSON);
        Connector connector = new Connector();
        connector.id = 4711L;
        connector.active = true;
        connector.transport = "streamable_http";
        trust.begin(connector, List.of(tool("a", "before"), tool("b", "before")));

        trust.rediscover(connector, List.of(tool("a", "after"), tool("b", "before"), tool("c", "new")));

        assertThat(states(trust, connector)).containsExactly(ofChanged, "approved", ofNew);
        assertThat(connector.active).isEqualTo(active);
        assertThat(connector.inactiveReason).isEqualTo(reason);
        assertThat(withheld(metrics, "changed")).isEqualTo(changed);
        assertThat(withheld(metrics, "pending")).isEqualTo(pending);
    }

    private static double withheld(SimpleMeterRegistry metrics, String state) {
        return metrics.get("connectors.tools.withheld")
                .tag("state", state)
                .counter()
                .count();
    }
}
