package io.schemaagent.connectors.systemtool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's server behind a system tool, set by variables where users' own servers may not be. */
class SystemToolServerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOKEN = "the-operators-token-for-what-is-packaged";

    private final FakeMcpServer server =
            FakeMcpServer.start().withTools("count").requiresBearer(TOKEN);
    private final String user = Application.tokenOf("user-" + UUID.randomUUID());
    private final Postgres postgres = Postgres.start();
    private Application application;

    @BeforeEach
    void start() {
        Map<String, String> settings = Application.settings(
                postgres.url(),
                "CONNECTORS_SYSTEM_TOOLS_WARE_HOUSE_NAME",
                "Warehouse",
                "CONNECTORS_SYSTEM_TOOLS_WARE_HOUSE_SERVER_URL",
                server.url(),
                "CONNECTORS_SYSTEM_TOOLS_WARE_HOUSE_SERVER_TOKEN",
                TOKEN);
        settings.remove("CONNECTORS_EGRESS_ALLOW");
        application = Application.startReady(settings);
    }

    @AfterEach
    void stop() {
        application.close();
        postgres.close();
        server.close();
    }

    private JsonNode call(String method, String path, String body) throws IOException {
        return JsonText.read(application.call(method, path, user, body).body());
    }

    private JsonNode tools() throws IOException {
        return call("GET", "/api/agent/tools", null).path("tools");
    }

    @Test
    void bringsItsToolsToWhoeverHasConnectedIt() throws IOException {
        // By itself, before anybody has connected it.
        Eventually.holds("the server was read", PATIENCE, () -> !server.requests("tools/list")
                .isEmpty());
        assertThat(tools()).isEmpty();

        call("POST", "/api/tools/ware_house/connect", "{}");

        Eventually.holds("its tools are there", PATIENCE, () -> tools().size() == 1);
        assertThat(tools().get(0).path("name").asText()).isEqualTo("system_ware_house__count");
        JsonNode result =
                call("POST", "/api/agent/tools/system_ware_house__count/call", "{\"arguments\":{\"text\":\"hey\"}}");
        assertThat(result.path("is_error").asBoolean(true))
                .as(result.toString())
                .isFalse();
    }

    @Test
    void letsUsersReachNothingThere() throws IOException {
        JsonNode refused = call(
                "POST", "/api/connectors/test", "{\"server_url\":\"" + server.url() + "\",\"auth_type\":\"none\"}");

        assertThat(refused.path("error_code").asText()).isEqualTo("BLOCKED_ADDRESS");
    }
}
