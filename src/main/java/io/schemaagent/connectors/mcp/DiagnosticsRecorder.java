package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.mcp.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.Diagnostics.Server;
import io.schemaagent.connectors.mcp.Diagnostics.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Keeps the time of one discovery as it goes from phase to phase. Used by one event loop at a time. */
final class DiagnosticsRecorder {

    private static final int MAX_NAME_LENGTH = 100;

    private final Map<Phase, Duration> passed = new EnumMap<>(Phase.class);
    private long markNanos = System.nanoTime();
    private Transport.Kind transport;
    private String protocolVersion;
    private Server server;
    private String authScheme;

    /** The phase is over and was good; it took as long as it is since the one before. */
    void passed(Phase phase) {
        passed.put(phase, sinceMark());
        markNanos = System.nanoTime();
    }

    /** The connection is there. The client opens both layers in one step, so both are known at once. */
    void connected(boolean tls, Duration connectTime) {
        if (passed.containsKey(Phase.CONNECT)) {
            return;
        }
        passed.put(Phase.CONNECT, connectTime);
        if (tls) {
            passed.put(Phase.TLS, Duration.ZERO);
        }
        markNanos = System.nanoTime();
    }

    void transport(Transport.Kind kind) {
        transport = kind;
    }

    /** What the server said of itself in the handshake. */
    void introduced(String version, String name, String serverVersion) {
        protocolVersion = version;
        server = name == null ? null : new Server(shorten(name), serverVersion == null ? null : shorten(serverVersion));
    }

    void challenged(String scheme) {
        authScheme = scheme;
    }

    Diagnostics succeeded(Catalogue catalogue) {
        passed(Phase.CATALOG);
        List<PhaseResult> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            phases.add(passedOrSkipped(phase));
        }
        return diagnostics(phases, null, catalogue.pages(), catalogue.partial());
    }

    Diagnostics failed(FailureReason reason) {
        Phase failed = phaseOf(reason);
        assumePassedBefore(failed);
        List<PhaseResult> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            phases.add(
                    phase == failed
                            ? new PhaseResult(phase, Status.FAILED, sinceMark().toMillis(), reason)
                            : passedOrSkipped(phase));
        }
        return diagnostics(phases, reason.nextAction(), 0, false);
    }

    private Diagnostics diagnostics(List<PhaseResult> phases, String nextAction, int pages, boolean partial) {
        String kind = transport == null ? null : transport.value();
        return new Diagnostics(phases, kind, protocolVersion, server, authScheme, nextAction, pages, partial);
    }

    private PhaseResult passedOrSkipped(Phase phase) {
        Duration duration = passed.get(phase);
        return duration == null
                ? new PhaseResult(phase, Status.SKIPPED, 0, null)
                : new PhaseResult(phase, Status.OK, duration.toMillis(), null);
    }

    /** Who was asked for credentials was answered, and whose certificate was refused was connected. */
    private void assumePassedBefore(Phase failed) {
        for (Phase phase : Phase.values()) {
            if (phase != Phase.TLS && phase.compareTo(failed) < 0) {
                passed.putIfAbsent(phase, Duration.ZERO);
            }
        }
    }

    /** What a phase rules out can still happen later, when it is that later step which failed; being let in can end. */
    private Phase phaseOf(FailureReason reason) {
        boolean settled = reason.phase() == null || passed.containsKey(reason.phase());
        return settled && reason.phase() != Phase.AUTH ? firstOpenPhase() : reason.phase();
    }

    private Phase firstOpenPhase() {
        boolean connected = passed.containsKey(Phase.CONNECT);
        for (Phase phase : Phase.values()) {
            boolean notNeeded = phase == Phase.TLS && connected;
            if (!passed.containsKey(phase) && !notNeeded) {
                return phase;
            }
        }
        return Phase.CATALOG;
    }

    private Duration sinceMark() {
        return Duration.ofNanos(System.nanoTime() - markNanos);
    }

    private static String shorten(String text) {
        String clean = StorableText.clean(text.replaceAll("\\p{Cntrl}", " ")).strip();
        return clean.substring(
                0, clean.offsetByCodePoints(0, Math.min(MAX_NAME_LENGTH, clean.codePointCount(0, clean.length()))));
    }
}
