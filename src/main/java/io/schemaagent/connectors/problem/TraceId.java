package io.schemaagent.connectors.problem;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * The id that ties a response to the log lines of its request: OpenTelemetry's where tracing is on, otherwise the one
 * the caller sent in {@code traceparent} (W3C Trace Context, section 3.2), otherwise a new one.
 */
public final class TraceId {

    /** The name of the log field. */
    public static final String FIELD = "trace_id";

    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String ALL_ZERO = "0".repeat(32);

    private TraceId() {}

    /** Gives the current request its id and puts it into the log context. */
    static void begin(String traceParent) {
        MDC.put(FIELD, choose(traceParent));
    }

    /** The current request's id: 32 lower-case hexadecimal digits. */
    public static String current() {
        if (MDC.get(FIELD) == null) {
            begin(null);
        }
        return (String) MDC.get(FIELD);
    }

    static String choose(String traceParent) {
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            return span.getTraceId();
        }
        if (traceParent != null) {
            var matcher = TRACE_PARENT.matcher(traceParent);
            if (matcher.matches() && !matcher.group(1).equals(ALL_ZERO)) {
                return matcher.group(1);
            }
        }
        // Not a secret, so a fast generator will do.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
