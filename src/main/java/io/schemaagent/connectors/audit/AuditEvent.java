package io.schemaagent.connectors.audit;

import java.util.List;

/**
 * Something that was done, by a user or for one. It has no place for contents: no arguments, no results, no credentials, no
 * addresses.
 */
public final class AuditEvent {

    /** The outcome of what went well. */
    static final String OK = "ok";

    final String owner;
    final AuditAction action;
    final AuditTarget target;
    final String outcome;
    final Long durationMs;
    final AuditDetails details;

    private AuditEvent(
            String owner,
            AuditAction action,
            AuditTarget target,
            String outcome,
            Long durationMs,
            AuditDetails details) {
        this.owner = owner;
        this.action = action;
        this.target = target;
        this.outcome = outcome;
        this.durationMs = durationMs;
        this.details = details;
    }

    /** Something that went well. */
    public static AuditEvent of(String owner, AuditAction action, AuditTarget target) {
        return new AuditEvent(owner, action, target, OK, null, AuditDetails.NONE);
    }

    /**
     * The same, as how it ended.
     *
     * @param errorCode a stable code, null where it went well
     */
    public AuditEvent ended(String errorCode) {
        return new AuditEvent(owner, action, target, errorCode == null ? OK : errorCode, durationMs, details);
    }

    /** The same with how long somebody else, such as a server, was waited for. */
    public AuditEvent took(long milliseconds) {
        return new AuditEvent(owner, action, target, outcome, milliseconds, details);
    }

    /** The same with the names of the fields that were changed, as the API has them. */
    public AuditEvent changing(List<String> fields) {
        return with(new AuditDetails(fields, details.isActive(), details.tool()));
    }

    /** The same with whether it is on since then. */
    public AuditEvent leaving(boolean active) {
        return with(new AuditDetails(details.changed(), active, details.tool()));
    }

    /** The same, about one tool of the target. */
    public AuditEvent about(String tool) {
        return with(new AuditDetails(details.changed(), details.isActive(), tool));
    }

    private AuditEvent with(AuditDetails other) {
        return new AuditEvent(owner, action, target, outcome, durationMs, other);
    }
}
