package io.schemaagent.connectors.egress;

/** Whether a document still grows fast enough. Times are in nanoseconds. */
final class Progress {

    private final long minBytes;
    private final long interval;

    private long intervalStart;
    private long receivedBefore;

    Progress(Bounds bounds, long now) {
        this.minBytes = bounds.minProgress();
        this.interval = bounds.progressInterval().toNanos();
        this.intervalStart = now;
    }

    /** Whether a whole interval has passed in which too few bytes came, by how many there are in all. */
    boolean hasStalled(long received, long now) {
        if (now - intervalStart < interval) {
            return false;
        }
        long grown = received - receivedBefore;
        receivedBefore = received;
        intervalStart = now;
        return grown < minBytes;
    }
}
