package io.schemaagent.connectors.connector;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body that agrees to tools.
 *
 * @param names which; left out, those that {@code fingerprints} has, or all
 * @param fingerprints of tools by their names, as they were looked at: nothing is agreed to where one is another by now
 */
@Schema(name = "ApprovalRequest")
@RegisterForReflection
record ApprovalRequest(List<String> names, Map<String, String> fingerprints) {

    /** Agrees to all, whatever they are. */
    static final ApprovalRequest ALL = new ApprovalRequest(null, null);

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (names != null && names.stream().anyMatch(Objects::isNull)) {
            violations.add(Violation.inBody("names", "must not contain null"));
        }
        if (fingerprints != null && fingerprints.containsValue(null)) {
            violations.add(Violation.inBody("fingerprints", "must not contain null"));
        }
        return violations;
    }

    /** The tools that it is about by name; only for a request without violations. */
    Set<String> mentioned() {
        Set<String> mentioned = new LinkedHashSet<>(names == null ? List.of() : names);
        mentioned.addAll(seen().keySet());
        return mentioned;
    }

    boolean meansAll() {
        return names == null && fingerprints == null;
    }

    Map<String, String> seen() {
        return fingerprints == null ? Map.of() : fingerprints;
    }

    /** Whether it agrees to the tool of this name. Who has looked at some has not looked at those that came since. */
    boolean isFor(String name) {
        return names == null ? fingerprints == null || fingerprints.containsKey(name) : names.contains(name);
    }
}
