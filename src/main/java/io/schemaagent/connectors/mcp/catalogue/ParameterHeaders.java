package io.schemaagent.connectors.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.HeaderName;
import io.schemaagent.connectors.mcp.wire.HeaderValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which arguments of a tool a call repeats in its headers (MCP 2026-07-28, basic/transports/streamable-http, "Custom
 * Headers from Tool Parameters").
 */
public final class ParameterHeaders {

    private static final String ANNOTATION = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";

    private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean");
    /** Values, not schemas: what looks like an annotation in there is none. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples", "required", "type");
    /** Schemas by names that the server chose: what looks like a keyword is such a name. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("$defs", "definitions", "patternProperties", "dependentSchemas");

    /** Where an argument stands, and the header that repeats it. */
    private record Mirrored(List<String> path, String header) {}

    private final List<Mirrored> mirrored = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private boolean valid = true;

    private ParameterHeaders(JsonNode inputSchema) {
        // Hardly any schema has one, and that is seen without walking through all of it step by step.
        if (inputSchema.findValue(ANNOTATION) != null) {
            visit(inputSchema, List.of(), true);
        }
    }

    /** Whether every annotation in the schema is one that is allowed, and where it is allowed. */
    static boolean areValidIn(JsonNode inputSchema) {
        return new ParameterHeaders(inputSchema).valid;
    }

    /** The headers for these arguments, values encoded; an argument that is absent or null has none. */
    public static Map<String, String> of(JsonNode inputSchema, JsonNode arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Mirrored parameter : new ParameterHeaders(inputSchema).mirrored) {
            JsonNode value = arguments;
            for (String step : parameter.path()) {
                value = value.path(step);
            }
            if (value.isValueNode() && !value.isNull()) {
                headers.put(parameter.header(), HeaderValue.of(text(value)));
            }
        }
        return headers;
    }

    private static String text(JsonNode value) {
        boolean integer = value.isIntegralNumber()
                || (value.isNumber() && value.canConvertToLong() && value.asDouble() == Math.rint(value.asDouble()));
        return integer ? value.decimalValue().toBigInteger().toString() : value.asText();
    }

    /** Reachable is what a chain of {@code properties} leads to. */
    private void visit(JsonNode schema, List<String> path, boolean reachable) {
        if (schema.isArray()) {
            schema.forEach(element -> visit(element, path, false));
        }
        schema.properties().forEach(keyword -> visit(keyword.getKey(), keyword.getValue(), schema, path, reachable));
    }

    private void visit(String keyword, JsonNode value, JsonNode schema, List<String> path, boolean reachable) {
        if (keyword.equals(ANNOTATION)) {
            annotate(value, schema, path, reachable);
        } else if (keyword.equals("properties") && value.isObject()) {
            value.properties()
                    .forEach(property -> visit(property.getValue(), then(path, property.getKey()), reachable));
        } else if (NAMED_SCHEMAS.contains(keyword)) {
            value.forEach(named -> visit(named, path, false));
        } else if (!DATA.contains(keyword)) {
            visit(value, path, false);
        }
    }

    private void annotate(JsonNode name, JsonNode schema, List<String> path, boolean reachable) {
        boolean allowed = reachable
                && !path.isEmpty()
                && name.isTextual()
                && HeaderName.isSendable(name.asText())
                && isPrimitive(schema.path("type"))
                && names.add(name.asText().toLowerCase(Locale.ROOT));
        if (allowed) {
            mirrored.add(new Mirrored(path, PREFIX + name.asText()));
        }
        valid &= allowed;
    }

    /** One primitive type, which may be null as well: a null has no header. */
    private static boolean isPrimitive(JsonNode type) {
        if (!type.isArray()) {
            return PRIMITIVES.contains(type.asText());
        }
        List<String> types = new ArrayList<>();
        type.forEach(one -> types.add(one.asText()));
        types.remove("null");
        return types.size() == 1 && PRIMITIVES.contains(types.get(0));
    }

    private static List<String> then(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
