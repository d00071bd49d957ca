package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.wire.SseParser;
import java.time.Duration;
import java.util.Optional;

/** An event stream ended, or broke off, before what it was there for. */
final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where the server does not say how long to wait. */
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    /** So that a server which says 0 is not asked again and again without pause. */
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);

    private final FailureReason reason;
    private final String lastEventId;
    private final Duration retry;

    Interrupted(FailureReason reason, SseParser stream) {
        this(reason, stream.lastEventId().orElse(null), stream.retry().orElse(DEFAULT_RETRY));
    }

    private Interrupted(FailureReason reason, String lastEventId, Duration retry) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.lastEventId = lastEventId;
        this.retry = retry.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : retry;
    }

    /** The same, to be resumed where an earlier part of the stream ended if this one has had no event. */
    Interrupted orBehind(Interrupted earlier) {
        return lastEventId == null ? new Interrupted(reason, earlier.lastEventId, retry) : this;
    }

    /** What it means where the stream is not resumed. */
    McpException asFailure() {
        return McpException.of(reason);
    }

    /** What the server can resume the stream behind; empty where it cannot. */
    Optional<String> lastEventId() {
        return Optional.ofNullable(lastEventId);
    }

    /** How long to wait before. */
    Duration retry() {
        return retry;
    }
}
