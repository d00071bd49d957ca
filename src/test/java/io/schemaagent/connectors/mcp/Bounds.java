package io.schemaagent.connectors.mcp;

import java.time.Duration;

/** Bounds that a test chooses. */
record Bounds(Duration timeout, int maxPages, int maxTools, int maxDepth) implements DiscoveryConfig {

    /** Wide enough for whatever a test does on a busy machine. */
    static Bounds wide() {
        return new Bounds(Duration.ofSeconds(60), 50, 1000, 64);
    }

    Bounds timeout(Duration other) {
        return new Bounds(other, maxPages, maxTools, maxDepth);
    }

    Bounds maxPages(int other) {
        return new Bounds(timeout, other, maxTools, maxDepth);
    }

    Bounds maxTools(int other) {
        return new Bounds(timeout, maxPages, other, maxDepth);
    }

    Bounds maxDepth(int other) {
        return new Bounds(timeout, maxPages, maxTools, other);
    }
}
