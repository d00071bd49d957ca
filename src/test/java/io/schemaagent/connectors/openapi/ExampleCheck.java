package io.schemaagent.connectors.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Holds a value against a schema, as far as this API uses JSON Schema, and stricter in one thing: a property that a
 * schema with properties does not name is a mistake.
 *
 * @param document the OpenAPI document that the schema refers into
 */
record ExampleCheck(JsonNode document) {

    /** What is wrong, each with the path to it. */
    List<String> complaints(JsonNode schema, JsonNode value) {
        List<String> complaints = new ArrayList<>();
        check("", schema, value, complaints);
        return complaints;
    }

    private void check(String path, JsonNode schema, JsonNode value, List<String> complaints) {
        if (schema.has("$ref")) {
            check(path, document.at(schema.path("$ref").asText().substring(1)), value, complaints);
        } else if (schema.has("anyOf") || schema.has("oneOf")) {
            checkAny(path, schema.path(schema.has("anyOf") ? "anyOf" : "oneOf"), value, complaints);
        } else {
            checkType(path, schema, value, complaints);
            checkMembers(path, schema, value, complaints);
        }
    }

    private void checkAny(String path, JsonNode alternatives, JsonNode value, List<String> complaints) {
        List<List<String>> all = new ArrayList<>();
        alternatives.forEach(alternative -> all.add(complaints(alternative, value)));
        if (all.stream().noneMatch(List::isEmpty)) {
            complaints.add(path + " fits none of " + all);
        }
    }

    private static void checkType(String path, JsonNode schema, JsonNode value, List<String> complaints) {
        List<String> types =
                texts(schema.path("type").isTextual() ? List.of(schema.path("type")) : schema.path("type"));
        if (!types.isEmpty() && types.stream().noneMatch(type -> isOf(type, value))) {
            complaints.add(path + " is no " + types);
        }
        List<String> known = texts(schema.path("enum"));
        if (!known.isEmpty() && !known.contains(value.asText())) {
            complaints.add(path + " is none of " + known);
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "null" -> value.isNull();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            default -> value.isObject();
        };
    }

    private void checkMembers(String path, JsonNode schema, JsonNode value, List<String> complaints) {
        if (value.isArray()) {
            value.forEach(item -> check(path + "[]", schema.path("items"), item, complaints));
        }
        if (!value.isObject()) {
            return;
        }
        texts(schema.path("required")).stream()
                .filter(name -> !value.has(name))
                .forEach(name -> complaints.add(path + " lacks " + name));
        JsonNode properties = schema.path("properties");
        value.properties().forEach(member -> {
            if (properties.has(member.getKey())) {
                check(path + "." + member.getKey(), properties.path(member.getKey()), member.getValue(), complaints);
            } else if (!properties.isEmpty()) {
                complaints.add(path + " has " + member.getKey() + ", which its schema lacks");
            }
        });
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
