package io.schemaagent.connectors.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Says in the caller's words what Bean Validation or the JSON parser objects to. */
final class Violations {

    private Violations() {}

    static List<Violation> of(ConstraintViolationException invalid) {
        return invalid.getConstraintViolations().stream()
                .map(Violations::of)
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
    }

    private static Violation of(ConstraintViolation<?> violation) {
        // method . parameter . property …: the caller knows only what follows the parameter.
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .skip(2)
                .filter(node -> node.getName() != null)
                .toList();
        String field = nodes.stream()
                .map(node -> snakeCase(node.getName()))
                .filter(name -> !name.startsWith("<"))
                .reduce((a, b) -> a + "." + b)
                .orElse("body");
        return Violation.inBody(field, violation.getMessage());
    }

    static List<Violation> of(MismatchedInputException mismatch) {
        String field = mismatch.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null)
                .reduce((outer, inner) -> outer + "." + inner)
                .orElse("body");
        return List.of(Violation.inBody(field, "must be " + nameOf(mismatch.getTargetType())));
    }

    private static String nameOf(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            StreamSupport.stream(
                                            List.of(type.getEnumConstants()).spliterator(), false)
                                    .map(String::valueOf)
                                    .toList());
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "an array";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another type";
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
