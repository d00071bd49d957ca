package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.JsonRpc;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** How the legacy era begins a conversation (MCP 2025-11-25, basic/lifecycle). */
final class Handshake {

    private final Transport transport;
    private final ClientIdentity client;
    private final ClientFeatures features;
    private final DiagnosticsRecorder recorder;

    Handshake(Transport transport, ClientIdentity client, ClientFeatures features, DiagnosticsRecorder recorder) {
        this.transport = transport;
        this.client = client;
        this.features = features;
        this.recorder = recorder;
    }

    McpRequest initialize() {
        return new McpRequest("initialize", client.initializeParams(Versions.LEGACY, features), Map.of());
    }

    /** The version that the server chose; fails where it is not one of this era. */
    String accept(JsonNode result) {
        String version = result.path("protocolVersion").asText("");
        if (!Versions.isLegacy(version)) {
            throw McpException.of(FailureReason.VERSION_UNSUPPORTED);
        }
        JsonNode info = result.path("serverInfo");
        recorder.introduced(info.path("name").asText(null), info.path("version").asText(null));
        recorder.agreed(transport.value(), version);
        return version;
    }

    Buffer initialized() {
        return JsonRpc.notification("notifications/initialized", null);
    }
}
