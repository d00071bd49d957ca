package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.EgressException;
import io.schemaagent.connectors.mcp.diagnostics.FailureReason;
import io.schemaagent.connectors.mcp.diagnostics.Phase;
import io.schemaagent.connectors.mcp.wire.MalformedMessageException;
import java.util.EnumSet;
import java.util.Set;

/** What a failure means for whoever asked. */
final class Failures {

    /** With these the server has not even looked at what it should do. */
    private static final Set<FailureReason> BEFORE_ANY_WORK = EnumSet.of(
            FailureReason.REDIRECT_REFUSED,
            FailureReason.HEADER_MISMATCH,
            FailureReason.CAPABILITY_REQUIRED,
            FailureReason.VERSION_UNSUPPORTED,
            FailureReason.INPUT_REQUIRED);

    private Failures() {}

    /** Whether it is a server's failure and not a defect of ours. */
    static boolean isUpstream(Throwable failure) {
        return failure instanceof McpException
                || failure instanceof EgressException
                || failure instanceof Deadline.Exceeded
                || failure instanceof MalformedMessageException;
    }

    static FailureReason reason(Throwable failure) {
        if (failure instanceof McpException mcp) {
            return mcp.reason();
        }
        if (failure instanceof EgressException egress) {
            return FailureReason.of(egress);
        }
        return failure instanceof Deadline.Exceeded ? FailureReason.STALLED : FailureReason.JSON_INVALID;
    }

    /** Whether a request that failed so may have been carried out all the same. */
    static boolean mayHaveWorked(Throwable failure) {
        FailureReason reason = reason(failure);
        boolean notReached =
                reason.phase() != null && (reason.phase().compareTo(Phase.HTTP) < 0 || reason.phase() == Phase.AUTH);
        boolean turnedAway = failure instanceof McpException mcp && mcp.httpStatus() >= 400 && mcp.httpStatus() < 500;
        return !notReached && !turnedAway && !BEFORE_ANY_WORK.contains(reason);
    }
}
