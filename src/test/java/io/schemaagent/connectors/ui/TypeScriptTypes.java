package io.schemaagent.connectors.ui;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an OpenAPI document says, in the words of TypeScript: a type for each schema, and each call with its types. */
record TypeScriptTypes(JsonNode document) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String REFERENCE = "#/components/schemas/";

    /** Calls with a name for a tool in their path are for those who know it from before. */
    private static final String ALIAS = "{alias}";

    private record Call(String path, String method, JsonNode operation) {

        String name() {
            return operation.path("operationId").asText();
        }

        String route() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }

        JsonNode answer() {
            return operation.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .map(response -> response.getValue().at("/content/application~1json/schema"))
                    .findFirst()
                    .orElseGet(MissingNode::getInstance);
        }
    }

    String text() {
        return Stream.of(
                        "// Made from our OpenAPI document by ApiTypesTest, which also says how to make it again. Not to be"
                                + " changed by hand.\n",
                        schemas(),
                        operations(),
                        routes())
                .collect(joining("\n"));
    }

    private String schemas() {
        Map<String, JsonNode> byName = new TreeMap<>();
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> byName.put(schema.getKey(), schema.getValue()));
        return byName.entrySet().stream()
                .map(schema -> declaration(schema.getKey(), schema.getValue()))
                .collect(joining("\n"));
    }

    private String declaration(String name, JsonNode schema) {
        if (!schema.has("properties")) {
            return comment(schema, "") + "export type " + name + " = " + type(schema) + ";\n";
        }
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(toSet());
        return comment(schema, "") + "export interface " + name + " {\n"
                + schema.path("properties").properties().stream()
                        .map(property -> comment(property.getValue(), "  ") + "  " + property.getKey()
                                + (required.contains(property.getKey()) ? ": " : "?: ")
                                + type(property.getValue()) + ";\n")
                        .collect(joining())
                + "}\n";
    }

    private static String comment(JsonNode schema, String indent) {
        String description = schema.path("description").asText("").strip().replaceAll("\\s+", " ");
        return description.isEmpty() ? "" : indent + "/** " + description.replace("*/", "* /") + " */\n";
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.path("$ref").asText().substring(REFERENCE.length());
        }
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(value -> value.isTextual() ? "'" + value.asText() + "'" : value.toString())
                    .collect(joining(" | "));
        }
        for (String anyOf : List.of("anyOf", "oneOf")) {
            if (schema.has(anyOf)) {
                return StreamSupport.stream(schema.path(anyOf).spliterator(), false)
                        .map(this::type)
                        .distinct()
                        .collect(joining(" | "));
            }
        }
        JsonNode type = schema.path("type");
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(one -> type(one.asText(), schema))
                        .collect(joining(" | "))
                : type(type.asText(), schema);
    }

    private String type(String name, JsonNode schema) {
        return switch (name) {
            case "string", "boolean", "null" -> name;
            case "integer", "number" -> "number";
            case "array" -> "Array<" + type(schema.path("items")) + ">";
            case "object" ->
                "Record<string, "
                        + (schema.path("additionalProperties").has("type")
                                ? type(schema.path("additionalProperties"))
                                : "unknown")
                        + ">";
            default -> "unknown";
        };
    }

    private String operations() {
        return "/** What each call takes and answers. */\nexport interface Operations {\n"
                + calls().map(call -> "  " + call.name() + ": { path: " + parameters(call, "path") + "; query: "
                                + parameters(call, "query") + "; body: " + body(call) + "; answer: "
                                + (call.answer().isMissingNode() ? "undefined" : type(call.answer())) + " };\n")
                        .collect(joining())
                + "}\n";
    }

    private String parameters(Call call, String place) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : call.operation().path("parameters")) {
            if (parameter.path("in").asText().equals(place)) {
                parameters.add(parameter.path("name").asText()
                        + (parameter.path("required").asBoolean() ? ": " : "?: ")
                        + type(parameter.path("schema")));
            }
        }
        return parameters.isEmpty() ? "{}" : "{ " + String.join("; ", parameters) + " }";
    }

    private String body(Call call) {
        JsonNode body = call.operation().path("requestBody");
        JsonNode schema = body.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return "undefined";
        }
        return type(schema) + (body.path("required").asBoolean() ? "" : " | undefined");
    }

    private String routes() {
        return "/** Method and path of each call. */\nexport const ROUTES: Readonly<Record<keyof Operations, string>> = {\n"
                + calls().map(call -> "  " + call.name() + ": '" + call.route() + "',\n")
                        .collect(joining())
                + "};\n";
    }

    private Stream<Call> calls() {
        Map<String, Call> byName = new TreeMap<>();
        document.path("paths").properties().stream()
                .filter(path ->
                        path.getKey().startsWith("/api/") && !path.getKey().contains(ALIAS))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new Call(path.getKey(), operation.getKey(), operation.getValue()))
                        .forEach(call -> byName.put(call.name(), call)));
        return byName.values().stream();
    }
}
