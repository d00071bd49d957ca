package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.mcp.catalogue.Catalogue;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics;
import io.schemaagent.connectors.mcp.diagnostics.DiagnosticsRecorder;
import io.schemaagent.connectors.mcp.diagnostics.ErrorCode;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;

/** How a connection test ended. */
public sealed interface DiscoveryOutcome {

    Diagnostics diagnostics();

    /** A stable word for metrics. */
    String name();

    /** Whether the server let the time pass. */
    boolean isStalled();

    /** The outcome for a text that is no URL: nothing was tried. */
    static DiscoveryOutcome invalidUrl() {
        return new Failed(FailureReason.INVALID_URL, new DiagnosticsRecorder().failed(FailureReason.INVALID_URL));
    }

    /** The server answered as MCP wants it. */
    record Found(Catalogue catalogue, Diagnostics diagnostics) implements DiscoveryOutcome {

        @Override
        public String name() {
            return catalogue.partial() ? "PARTIAL" : "FOUND";
        }

        @Override
        public boolean isStalled() {
            return false;
        }
    }

    /** It did not. */
    record Failed(FailureReason reason, Diagnostics diagnostics) implements DiscoveryOutcome {

        public ErrorCode code() {
            return reason.code();
        }

        @Override
        public String name() {
            return reason.name();
        }

        @Override
        public boolean isStalled() {
            return reason == FailureReason.STALLED;
        }
    }
}
