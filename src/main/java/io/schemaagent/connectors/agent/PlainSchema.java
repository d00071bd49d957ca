package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.schema.JsonTypes;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A schema in the keywords that models' interfaces know. */
final class PlainSchema {

    private static final Set<String> SCHEMAS = Set.of(
            "items",
            "additionalItems",
            "additionalProperties",
            "contains",
            "propertyNames",
            "not",
            "if",
            "then",
            "else",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> LISTS_OF_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> MAPS_OF_SCHEMAS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** They say what a schema is, not what is valid; or interfaces do not take them. */
    private static final Set<String> LEFT_OUT =
            Set.of("$schema", "$id", "id", "$comment", "$anchor", "$dynamicAnchor", "$vocabulary");

    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private PlainSchema() {}

    static JsonNode plain(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? JsonNodeFactory.instance.objectNode() : schema;
        }
        return plainObject(schema);
    }

    static ObjectNode plainObject(JsonNode schema) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        schema.properties().forEach(keyword -> plainKeyword(keyword.getKey(), keyword.getValue())
                .ifPresent(value -> plain.set(keyword.getKey(), value)));
        if (plain.path("type").asText().equals("array") && !plain.has("items") && !plain.has("prefixItems")) {
            plain.putObject("items");
        }
        if (plain.has("properties")) {
            keepRequired(plain);
        }
        return plain;
    }

    private static Optional<JsonNode> plainKeyword(String keyword, JsonNode value) {
        if (LEFT_OUT.contains(keyword) || keyword.startsWith("x-")) {
            return Optional.empty();
        }
        if (keyword.equals("items") && value.isArray()) {
            return Optional.of(anyOf(value));
        }
        if (SCHEMAS.contains(keyword)) {
            return value.isContainerNode() || value.isBoolean() ? Optional.of(plain(value)) : Optional.empty();
        }
        if (LISTS_OF_SCHEMAS.contains(keyword)) {
            return value.isEmpty() ? Optional.empty() : Optional.of(plainList(value));
        }
        if (MAPS_OF_SCHEMAS.contains(keyword)) {
            return value.isObject() ? Optional.of(plainMap(value)) : Optional.empty();
        }
        return switch (keyword) {
            case "type" -> plainType(value);
            // Elsewhere than in this schema nobody looks.
            case "$ref" -> value.asText().startsWith("#") ? Optional.of(value) : Optional.empty();
            case "enum" -> value.isArray() && !value.isEmpty() ? Optional.of(value) : Optional.empty();
            case "required" -> value.isArray() ? Optional.of(value.deepCopy()) : Optional.empty();
            // A boolean until draft 4, a number since draft 6.
            case "exclusiveMinimum", "exclusiveMaximum" -> value.isNumber() ? Optional.of(value) : Optional.empty();
            default -> Optional.of(value);
        };
    }

    /** A list that says what is where is not known everywhere: any of it anywhere. */
    private static ObjectNode anyOf(JsonNode schemas) {
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        return schemas.isEmpty() ? any : any.set("anyOf", plainList(schemas));
    }

    private static ArrayNode plainList(JsonNode schemas) {
        ArrayNode plain = JsonNodeFactory.instance.arrayNode();
        schemas.forEach(schema -> plain.add(plain(schema)));
        return plain;
    }

    static ObjectNode plainMap(JsonNode schemas) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        schemas.properties().forEach(schema -> plain.set(schema.getKey(), plain(schema.getValue())));
        return plain;
    }

    private static Optional<JsonNode> plainType(JsonNode type) {
        if (!type.isArray()) {
            return JsonTypes.include(type.asText()) ? Optional.of(type) : Optional.empty();
        }
        ArrayNode known = JsonNodeFactory.instance.arrayNode();
        type.forEach(one -> {
            if (JsonTypes.include(one.asText())) {
                known.add(one);
            }
        });
        return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }

    /** Requires what there is, once; and leaves out what need not be given and has a name that interfaces refuse. */
    static void keepRequired(ObjectNode schema) {
        ObjectNode properties = schema.withObjectProperty("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        Set<String> names = new LinkedHashSet<>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        names.stream().filter(properties::has).forEach(required::add);
        properties
                .properties()
                .removeIf((Map.Entry<String, JsonNode> property) -> !names.contains(property.getKey())
                        && !PROPERTY.matcher(property.getKey()).matches());
        if (required.isEmpty()) {
            schema.remove("required");
        } else {
            schema.set("required", required);
        }
    }
}
