package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A tool's schema as models' interfaces take it: they refuse all tools of a request for one schema that is not to their
 * taste. What is said gets simpler, never narrower; a call is checked against the whole schema all the same.
 */
final class FunctionSchema {

    /** What interfaces refuse beside the properties of the whole. */
    private static final Set<String> NOT_AT_ROOT =
            Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "enum", "const", "$ref", "dependentSchemas");

    private static final List<String> DEFINITIONS = List.of("$defs", "definitions");
    private static final int MAX_LOCAL_REFERENCES = 8;

    private final JsonNode root;

    private FunctionSchema(JsonNode root) {
        this.root = root;
    }

    /** The schema of an object, with its properties at the top. */
    static ObjectNode of(JsonNode inputSchema) {
        return new FunctionSchema(inputSchema).plainRoot();
    }

    private ObjectNode plainRoot() {
        ObjectNode plain = PlainSchema.plainObject(resolved(root));
        keepDefinitions(plain);
        List<JsonNode> alternatives = new ArrayList<>();
        plain.path("allOf").forEach(part -> merge(resolved(part), plain, true));
        plain.path("anyOf").forEach(alternatives::add);
        plain.path("oneOf").forEach(alternatives::add);
        alternatives.forEach(part -> merge(resolved(part), plain, false));
        plain.remove(NOT_AT_ROOT);
        plain.put("type", "object");
        if (!plain.path("properties").isObject()) {
            plain.putObject("properties");
        }
        PlainSchema.keepRequired(plain);
        return plain;
    }

    /** Those of the whole, which references in a part of it lead to. */
    private void keepDefinitions(ObjectNode plain) {
        DEFINITIONS.stream().filter(root::has).forEach(name -> plain.set(name, PlainSchema.plainMap(root.get(name))));
    }

    /** Adds the properties of a part; what it requires only where it always applies. */
    private static void merge(JsonNode part, ObjectNode plain, boolean always) {
        part.path("properties").properties().forEach(property -> plain.withObjectProperty("properties")
                .putIfAbsent(property.getKey(), PlainSchema.plain(property.getValue())));
        if (always) {
            ArrayNode required = plain.withArrayProperty("required");
            part.path("required").forEach(required::add);
        }
    }

    /** What a reference within this schema leads to. */
    private JsonNode resolved(JsonNode schema) {
        JsonNode resolved = schema;
        for (int i = 0;
                i < MAX_LOCAL_REFERENCES && resolved.path("$ref").asText().startsWith("#/");
                i++) {
            resolved = root.at(resolved.path("$ref").asText().substring(1));
        }
        return resolved;
    }
}
