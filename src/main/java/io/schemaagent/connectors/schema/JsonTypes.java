package io.schemaagent.connectors.schema;

import java.util.Set;

/** The types that JSON Schema knows (JSON Schema Validation 2020-12, section 6.1.1). */
public final class JsonTypes {

    private static final Set<String> NAMES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    private JsonTypes() {}

    /** Whether there is a type of this name; some servers call one "any" or "file". */
    public static boolean include(String name) {
        return NAMES.contains(name);
    }
}
