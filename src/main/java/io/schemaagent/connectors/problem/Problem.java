package io.schemaagent.connectors.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A failure that the caller is told about, thrown by the features and turned into {@code application/problem+json} by
 * {@link ProblemMapper}. It carries no stack trace: it is an answer, not a defect.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER = "retry_after";

    private final ProblemCode code;
    private final transient Map<String, Object> extensions;
    private final transient List<Violation> violations;

    private Problem(ProblemCode code, String detail, Map<String, Object> extensions, List<Violation> violations) {
        super(detail, null, false, false);
        this.code = code;
        this.extensions = extensions;
        this.violations = violations;
    }

    /** A problem with one sentence that the user can act on. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Map.of(), List.of());
    }

    /** The request is well-formed and yet not acceptable: 422 with what is wrong, field by field. */
    public static Problem invalid(List<Violation> violations) {
        String detail = violations.stream()
                .map(violation -> violation.field() + " " + violation.message())
                .collect(Collectors.joining("; "));
        return new Problem(ProblemCode.VALIDATION_FAILED, detail, Map.of(), List.copyOf(violations));
    }

    /** The request is well-formed and yet not acceptable: 422 with the one thing that is wrong. */
    public static Problem invalid(Violation violation) {
        return invalid(List.of(violation));
    }

    /** The same problem of a value that is itself a member of the request's body, whose fields the violations name. */
    public Problem within(String member) {
        return violations.isEmpty()
                ? this
                : invalid(violations.stream()
                        .map(violation -> violation.within(member))
                        .toList());
    }

    /** The same problem with one more member in its JSON (RFC 9457, section 3.2). */
    public Problem with(String member, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(extensions);
        members.put(member, value);
        return new Problem(code, getMessage(), members, violations);
    }

    /** The same problem with the seconds to wait before the next try, in its JSON and as {@code Retry-After}. */
    public Problem retryAfter(long seconds) {
        return with(RETRY_AFTER, seconds);
    }

    /** The seconds to wait before the next try; empty where waiting would not help. */
    public OptionalLong retryAfter() {
        return extensions.get(RETRY_AFTER) instanceof Long seconds ? OptionalLong.of(seconds) : OptionalLong.empty();
    }

    public ProblemCode code() {
        return code;
    }

    /** Members beyond those that every problem has, in the order they were added. */
    public Map<String, Object> extensions() {
        return extensions;
    }

    /** What is wrong with the request's fields; empty unless the code is {@link ProblemCode#VALIDATION_FAILED}. */
    public List<Violation> violations() {
        return violations;
    }
}
