package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.schemaagent.connectors.agent.ProgressListener;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Tells a client how far its call is, under the token that it gave (MCP, basic/utilities/progress): always further than
 * before, whatever the tool's server says or how often it is called, and no more often than somebody could want to know.
 */
final class ProgressReports implements ProgressListener {

    /** So many at once, since what is said in one go often arrives so; then one in each interval. */
    private static final long AT_ONCE = 20;

    private static final long INTERVAL_NANOS = 100_000_000;

    /** Beyond it, a number with a fraction of 0 is not the same as the integer. */
    private static final double LARGEST_EXACT_INTEGER = 1L << 53;

    private final JsonNode token;
    private final Interim client;
    private final LongSupplier nanos;

    private double furthest = Double.NEGATIVE_INFINITY;
    private long paidUntil;

    /**
     * The reports of one call.
     *
     * @param nanos a clock that only goes forward
     */
    ProgressReports(JsonNode token, Interim client, LongSupplier nanos) {
        this.token = token;
        this.client = client;
        this.nanos = nanos;
        this.paidUntil = nanos.getAsLong() - AT_ONCE * INTERVAL_NANOS;
    }

    @Override
    public synchronized void heard(double done, OptionalDouble total, Optional<String> message) {
        if (done > furthest && isDue()) {
            furthest = done;
            client.tell(report(done, total, message));
        }
    }

    /** Each takes an interval of those that have passed, of which not more are saved than may go at once. */
    private boolean isDue() {
        long now = nanos.getAsLong();
        long saved = Math.min(now - paidUntil, AT_ONCE * INTERVAL_NANOS);
        if (saved < INTERVAL_NANOS) {
            return false;
        }
        paidUntil = now - saved + INTERVAL_NANOS;
        return true;
    }

    private ObjectNode report(double done, OptionalDouble total, Optional<String> message) {
        ObjectNode report =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", "notifications/progress");
        ObjectNode params = report.putObject("params");
        params.set("progressToken", token);
        params.set("progress", number(done));
        total.ifPresent(end -> params.set("total", number(end)));
        message.ifPresent(line -> params.put("message", line));
        return report;
    }

    /** Some clients take 1.0 for another kind of number than 1. */
    private static ValueNode number(double value) {
        boolean isInteger = value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER;
        return isInteger
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
