package io.schemaagent.connectors.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.schemaagent.connectors.problem.Violation;

/** Where in a call's body something is wrong: {@code arguments.items[2].name}. */
final class ArgumentPath {

    private static final String ROOT = "arguments";

    private ArgumentPath() {}

    static Violation violation(Error error) {
        return Violation.inBody(of(error), error.getMessage());
    }

    private static String of(Error error) {
        NodePath location = error.getInstanceLocation();
        StringBuilder path = new StringBuilder(ROOT);
        for (int i = 0; i < location.getNameCount(); i++) {
            append(location.getElement(i), path);
        }
        if (error.getProperty() != null) {
            append(error.getProperty(), path);
        }
        return path.toString();
    }

    private static void append(Object element, StringBuilder path) {
        if (element instanceof Integer) {
            path.append('[').append(element).append(']');
        } else {
            path.append('.').append(element);
        }
    }
}
