package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.DiscoveryOutcome.Found;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Inject
    Egress egress;

    @Inject
    ObjectMapper json;

    @Inject
    Vertx vertx;

    @Inject
    MeterRegistry registry;

    private Found discover(NodeServers.Running server) {
        // A process a request needs its time on a busy machine; the deadline is not what is tested here.
        McpClient client = new McpClient(egress, json, Bounds.wide(), vertx, registry, "connectors-test", "9.9");
        McpServer target = new McpServer(UpstreamUrl.parse(server.url()).orElseThrow(), Map.of());
        CompletableFuture<DiscoveryOutcome> outcome = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(go ->
                        client.discover(target).subscribe().with(outcome::complete, outcome::completeExceptionally));
        DiscoveryOutcome found = outcome.orTimeout(90, TimeUnit.SECONDS).join();
        assertThat(found).isInstanceOf(Found.class);
        return (Found) found;
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
        }
    }

    @Test
    void discoversAFastmcpServer() {
        try (NodeServers.Running server = NodeServers.fastmcp()) {
            Found found = discover(server);

            assertThat(found.catalogue().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder("add", "echo", "now");
            assertThat(found.diagnostics().server()).isEqualTo(new Diagnostics.Server("fastmcp-fixture", "1.0.0"));
        }
    }

    @Test
    void discoversAGatewayWithSessions() {
        try (NodeServers.Running server = NodeServers.supergatewayWithSessions()) {
            assertThat(discover(server).catalogue().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder(TOOLS_OF_EVERYTHING);
        }
    }

    @Test
    void discoversAGatewayWithoutSessions() {
        try (NodeServers.Running server = NodeServers.supergatewayWithoutSessions()) {
            assertThat(discover(server).catalogue().tools())
                    .extracting(Tool::name)
                    .containsExactlyInAnyOrder(TOOLS_OF_EVERYTHING);
        }
    }
}
