package io.schemaagent.connectors.mcp;

/** How a connection test ended. */
public sealed interface DiscoveryOutcome {

    Diagnostics diagnostics();

    /** The outcome for a text that is no URL: nothing was tried. */
    static DiscoveryOutcome invalidUrl() {
        return new Failed(FailureReason.INVALID_URL, new DiagnosticsRecorder().failed(FailureReason.INVALID_URL));
    }

    /** The server answered as MCP wants it. */
    record Found(Catalogue catalogue, Diagnostics diagnostics) implements DiscoveryOutcome {}

    /** It did not. */
    record Failed(FailureReason reason, Diagnostics diagnostics) implements DiscoveryOutcome {

        public ErrorCode code() {
            return reason.code();
        }
    }
}
