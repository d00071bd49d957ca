package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.aCall;
import static io.schemaagent.connectors.mcp.TestClient.aServer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Found;
import io.schemaagent.connectors.mcp.catalogue.Tool;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RealServersTest {

    /** What the reference server offers to clients without capabilities. */
    private static final String[] TOOLS_OF_EVERYTHING = {
        "echo",
        "get-annotated-message",
        "get-env",
        "get-resource-links",
        "get-resource-reference",
        "get-structured-content",
        "get-sum",
        "get-tiny-image",
        "gzip-file-as-resource",
        "simulate-research-query",
        "toggle-simulated-logging",
        "toggle-subscriber-updates",
        "trigger-long-running-operation"
    };

    private static final ToolCall LONG_OPERATION =
            aCall("trigger-long-running-operation", "{\"duration\":1,\"steps\":4}");

    @Inject
    TestClient client;

    private Found discover(NodeServers.Running server) {
        return client.found(aServer(server.url()));
    }

    /** What came of a call, in the dialect that a discovery has just found. */
    private String call(NodeServers.Running server, Found found, ToolCall call) {
        McpServer known = new McpServer(
                UpstreamUrl.parse(server.url()).orElseThrow(),
                BoundHeaders.none(),
                Dialect.of(found.diagnostics().transport(), found.diagnostics().protocolVersion()));
        CallOutcome outcome = client.call(known, call);
        assertThat(outcome).isInstanceOf(CallOutcome.Answered.class);
        return ((CallOutcome.Answered) outcome).content().path(0).path("text").asText();
    }

    @Test
    void discoversTheReferenceServer() {
        try (NodeServers.Running server = NodeServers.everything()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactlyInAnyOrder(TOOLS_OF_EVERYTHING);
            assertThat(found.catalogue().tools())
                    .allSatisfy(tool ->
                            assertThat(tool.inputSchema().path("type").asText()).isEqualTo("object"));
            assertThat(found.catalogue().warnings()).isEmpty();
            assertThat(found.diagnostics().transport()).isEqualTo("streamable_http");
            assertThat(found.diagnostics().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(found.diagnostics().server().name()).contains("everything");
            assertThat(call(server, found, aCall("echo", "{\"message\":\"hey\"}")))
                    .isEqualTo("Echo: hey");
        }
    }

    @Test
    void discoversTheReferenceServerOverSse() {
        try (NodeServers.Running server = NodeServers.everythingOverSse()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools()).extracting(Tool::name).contains(TOOLS_OF_EVERYTHING);
            assertThat(found.diagnostics().transport()).isEqualTo("http_sse");
            assertThat(found.diagnostics().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(call(server, found, aCall("echo", "{\"message\":\"hey\"}")))
                    .isEqualTo("Echo: hey");
        }
    }

    /** What a caller hears of a call. */
    private List<Double> heardOf(NodeServers.Running server, ToolCall call) {
        List<Double> heard = new CopyOnWriteArrayList<>();
        CallOutcome outcome = client.call(
                aServer(server.url()),
                call,
                new ClientFeatures() {

                    @Override
                    public ObjectNode capabilities() {
                        return NONE.capabilities();
                    }

                    @Override
                    public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
                        return NONE.answer(method, params);
                    }

                    @Override
                    public Optional<Consumer<Progress>> progress() {
                        return Optional.of(progress -> heard.add(progress.done()));
                    }
                },
                Bounds.wide());
        assertThat(outcome).isInstanceOf(CallOutcome.Answered.class);
        return heard;
    }

    @Test
    void hearsHowFarTheReferenceServerIs() {
        try (NodeServers.Running server = NodeServers.everything()) {
            assertThat(heardOf(server, LONG_OPERATION)).containsExactly(1.0, 2.0, 3.0, 4.0);
        }
    }

    @Test
    void hearsHowFarTheReferenceServerIsOverSse() {
        try (NodeServers.Running server = NodeServers.everythingOverSse()) {
            assertThat(heardOf(server, LONG_OPERATION)).containsExactly(1.0, 2.0, 3.0, 4.0);
        }
    }

    @Test
    void hearsHowFarTheOfficialServerOfTheModernEraIs() {
        try (NodeServers.Running server = NodeServers.officialModern()) {
            assertThat(heardOf(server, aCall("add", "{\"a\":1,\"b\":2}"))).containsExactly(1.0, 2.0);
        }
    }

    @Test
    void discoversTheOfficialServerOfTheModernEra() {
        try (NodeServers.Running server = NodeServers.officialModern()) {
            discoversOfficial(server);
        }
    }

    @Test
    void discoversTheOfficialServerOfBothEras() {
        try (NodeServers.Running server = NodeServers.officialOfBothEras()) {
            discoversOfficial(server);
        }
    }

    private void discoversOfficial(NodeServers.Running server) {
        Found found = discover(server);

        assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactly("add");
        assertThat(found.catalogue().tools().get(0).outputSchema()).isNotNull();
        assertThat(found.diagnostics().protocolVersion()).isEqualTo("2026-07-28");
        assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("official-fixture", "1.0.0"));
        assertThat(call(server, found, aCall("add", "{\"a\":1,\"b\":2}"))).isEqualTo("3");
    }

    @Test
    void discoversAFastmcpServer() {
        try (NodeServers.Running server = NodeServers.fastmcp()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder("add", "echo", "now");
            assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("fastmcp-fixture", "1.0.0"));
            assertThat(call(server, found, aCall("echo", "{}"))).isEqualTo("echo");
        }
    }

    @Test
    void discoversAGatewayWithSessions() {
        try (NodeServers.Running server = NodeServers.supergatewayWithSessions()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactlyInAnyOrder(TOOLS_OF_EVERYTHING);
            assertThat(call(server, found, aCall("echo", "{\"message\":\"hey\"}")))
                    .isEqualTo("Echo: hey");
        }
    }

    @Test
    void discoversAGatewayWithoutSessions() {
        try (NodeServers.Running server = NodeServers.supergatewayWithoutSessions()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools()).extracting(Tool::name).containsExactlyInAnyOrder(TOOLS_OF_EVERYTHING);
            assertThat(call(server, found, aCall("echo", "{\"message\":\"hey\"}")))
                    .isEqualTo("Echo: hey");
        }
    }
}
