package io.schemaagent.connectors.mcp;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/** Bounds that a test chooses. */
public record Bounds(
        Duration timeout, int maxPages, int maxTools, MemorySize maxSize, int maxDepth, int maxDescriptionLength)
        implements DiscoveryConfig, CallConfig {

    /** Wide enough for whatever a test does on a busy machine. */
    public static Bounds wide() {
        return new Bounds(Duration.ofSeconds(60), 50, 1000, bytes(4 * 1024 * 1024), 64, 2_000_000);
    }

    private static MemorySize bytes(long size) {
        return new MemorySize(BigInteger.valueOf(size));
    }

    public Bounds timeout(Duration other) {
        return new Bounds(other, maxPages, maxTools, maxSize, maxDepth, maxDescriptionLength);
    }

    public Bounds maxPages(int other) {
        return new Bounds(timeout, other, maxTools, maxSize, maxDepth, maxDescriptionLength);
    }

    public Bounds maxTools(int other) {
        return new Bounds(timeout, maxPages, other, maxSize, maxDepth, maxDescriptionLength);
    }

    public Bounds maxSize(long other) {
        return new Bounds(timeout, maxPages, maxTools, bytes(other), maxDepth, maxDescriptionLength);
    }

    public Bounds maxDepth(int other) {
        return new Bounds(timeout, maxPages, maxTools, maxSize, other, maxDescriptionLength);
    }

    public Bounds maxDescriptionLength(int other) {
        return new Bounds(timeout, maxPages, maxTools, maxSize, maxDepth, other);
    }

    /** Sessions are the matter of their pool, which has bounds of its own. */
    @Override
    public Duration sessionIdleTimeout() {
        return Duration.ZERO;
    }

    @Override
    public int maxIdleSessions() {
        return 0;
    }

    /** As much of an answer to a call as all of a list. */
    @Override
    public MemorySize maxResultSize() {
        return maxSize;
    }
}
