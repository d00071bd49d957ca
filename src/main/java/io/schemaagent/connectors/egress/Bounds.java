package io.schemaagent.connectors.egress;

import java.time.Duration;

/**
 * What one exchange may take.
 *
 * @param responseSize bytes of the body at the most
 * @param minProgress bytes by which a document has to grow in an interval
 * @param progressInterval how often that is looked at
 * @param duration from the request's start to the last byte at the most
 */
record Bounds(long responseSize, long minProgress, Duration progressInterval, Duration duration) {

    static Bounds of(EgressConfig config) {
        return new Bounds(
                config.maxResponseSize().asLongValue(),
                config.minProgress().asLongValue(),
                config.progressInterval(),
                config.maxDuration());
    }

    /** The same with a response of at most so many bytes, 0 for as many as before; never more. */
    Bounds atMost(long bytes) {
        return bytes == 0 ? this : new Bounds(Math.min(bytes, responseSize), minProgress, progressInterval, duration);
    }
}
