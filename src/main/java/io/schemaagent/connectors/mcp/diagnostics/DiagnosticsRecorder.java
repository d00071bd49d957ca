package io.schemaagent.connectors.mcp.diagnostics;

import io.schemaagent.connectors.egress.Connected;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Server;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status;
import io.schemaagent.connectors.mcp.wire.Challenge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps the time of one discovery as it goes from phase to phase. Used by one event loop at a time. */
public final class DiagnosticsRecorder {

    private static final int MAX_NAME_LENGTH = 100;

    private final Map<Phase, Duration> passed = new EnumMap<>(Phase.class);
    private long markNanos = System.nanoTime();
    private final Consumer<PhaseResult> watcher;
    private String transport;
    private String protocolVersion;
    private Server server;
    private Asked asked = Asked.NOTHING;
    private String redirectOrigin;

    /** One that nobody watches. */
    public DiagnosticsRecorder() {
        this(phase -> {});
    }

    /**
     * One that tells of phases as soon as they are over and were good.
     *
     * @param watcher hears of each once, on the event loop of the discovery
     */
    public DiagnosticsRecorder(Consumer<PhaseResult> watcher) {
        this.watcher = watcher;
    }

    /** The phase is over and was good; it took as long as it is since the one before. */
    public void passed(Phase phase) {
        pass(phase, sinceMark());
        markNanos = System.nanoTime();
    }

    private void pass(Phase phase, Duration duration) {
        if (passed.put(phase, duration) == null) {
            watcher.accept(good(phase, duration));
        }
    }

    private static PhaseResult good(Phase phase, Duration duration) {
        return new PhaseResult(phase, Status.OK, duration.toMillis(), null);
    }

    /** The first connection is there. */
    public void connected(Connected connection, boolean overTls) {
        if (passed.containsKey(Phase.CONNECT)) {
            return;
        }
        pass(Phase.CONNECT, connection.tcp());
        if (overTls) {
            pass(Phase.TLS, connection.tls());
        }
        markNanos = System.nanoTime();
    }

    /** A connection was there after this time, and then TLS failed. */
    public void connectedWithoutTls(Duration tcp) {
        if (passed.putIfAbsent(Phase.CONNECT, tcp) == null) {
            markNanos += tcp.toNanos();
        }
    }

    /** There was an answer of a kind that MCP knows, to somebody who was let in. */
    public void answered() {
        if (!passed.containsKey(Phase.HTTP)) {
            passed(Phase.HTTP);
            passed(Phase.AUTH);
        }
    }

    /** Both sides have agreed how to talk. */
    public void agreed(String transport, String version) {
        this.transport = transport;
        this.protocolVersion = version;
        if (!passed.containsKey(Phase.PROTOCOL)) {
            passed(Phase.PROTOCOL);
        }
    }

    /** What the server said of itself; null where it did not. */
    public void introduced(String name, String version) {
        if (name != null) {
            server = new Server(shorten(name), version == null ? null : shorten(version));
        }
    }

    /** What the server asked for when it did not let us in. */
    public void challenged(Challenge challenge) {
        asked = Asked.of(challenge);
    }

    /** The scopes that the server asked for when it did not let us in, often none. */
    public List<String> wantedScopes() {
        return asked.scopes();
    }

    /** Where the server would have sent us. */
    public void redirected(String origin) {
        redirectOrigin = origin;
    }

    /**
     * All went well.
     *
     * @param pages how many pages of tools there were
     * @param partial whether there are more
     */
    public Diagnostics succeeded(int pages, boolean partial) {
        passed(Phase.CATALOG);
        List<PhaseResult> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            phases.add(passedOrSkipped(phase));
        }
        return diagnostics(phases, null, pages, partial);
    }

    /** It ended with this. */
    public Diagnostics failed(FailureReason reason) {
        Phase failed = phaseOf(reason);
        assumePassedBefore(failed);
        List<PhaseResult> phases = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            phases.add(
                    phase == failed
                            ? new PhaseResult(phase, Status.FAILED, sinceMark().toMillis(), reason)
                            : passedOrSkipped(phase));
        }
        return diagnostics(phases, nextAction(reason), 0, false);
    }

    private Diagnostics diagnostics(List<PhaseResult> phases, String nextAction, int pages, boolean partial) {
        return new Diagnostics(
                phases,
                transport,
                protocolVersion,
                server,
                asked.scheme(),
                asked.scopes(),
                asked.resourceMetadata(),
                redirectOrigin,
                nextAction,
                pages,
                partial);
    }

    private String nextAction(FailureReason reason) {
        if (reason == FailureReason.REDIRECT_REFUSED && redirectOrigin != null) {
            return "The server redirects to " + redirectOrigin + ". Enter the address that it has there.";
        }
        if (reason == FailureReason.AUTH_REQUIRED && asked.resourceMetadata() != null) {
            return "The server asks you to sign in (OAuth). Connect it with OAuth, or add an access token.";
        }
        return reason.nextAction();
    }

    private PhaseResult passedOrSkipped(Phase phase) {
        Duration duration = passed.get(phase);
        return duration == null ? new PhaseResult(phase, Status.SKIPPED, 0, null) : good(phase, duration);
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
        String clean = StorableText.clean(text.replaceAll("\\p{Cc}", " ")).strip();
        return StorableText.shortened(clean, MAX_NAME_LENGTH);
    }
}
