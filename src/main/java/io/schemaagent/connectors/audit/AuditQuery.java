package io.schemaagent.connectors.audit;

import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which events a caller wants.
 *
 * @param limit how many at most
 * @param before older ones than this
 * @param action of this kind
 * @param connectorId about the connector of this number
 */
record AuditQuery(int limit, Optional<AuditCursor> before, Optional<AuditAction> action, Optional<String> connectorId) {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Reads parameters, null where they are missing; fails with 422 and all that is wrong with them. */
    static AuditQuery parse(String limit, String before, String action, String connectorId) {
        List<Violation> violations = new ArrayList<>();
        Optional<Long> rows = number(limit).filter(wanted -> wanted >= 1 && wanted <= MAX_LIMIT);
        reject(limit, rows, "limit", "must be a number from 1 to " + MAX_LIMIT, violations);
        Optional<AuditCursor> cursor = Optional.ofNullable(before).flatMap(AuditCursor::parse);
        reject(before, cursor, "before", "must be the next of another page", violations);
        Optional<AuditAction> kind = Optional.ofNullable(action).flatMap(AuditAction::find);
        reject(action, kind, "action", "must be an action such as connector.created", violations);
        Optional<Long> connector = number(connectorId);
        reject(connectorId, connector, "connector_id", "must be the number of a connector", violations);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new AuditQuery(
                rows.map(Long::intValue).orElse(DEFAULT_LIMIT), cursor, kind, connector.map(Object::toString));
    }

    private static Optional<Long> number(String text) {
        return Optional.ofNullable(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(Long::valueOf);
    }

    private static void reject(
            String given, Optional<?> understood, String parameter, String rule, List<Violation> violations) {
        if (given != null && understood.isEmpty()) {
            violations.add(Violation.inQuery(parameter, rule));
        }
    }
}
