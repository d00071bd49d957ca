package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** Compares the headers of a modern request with its body, as strictly as the specification. */
final class FakeModernHeaders {

    private static final String ENCODED_START = "=?base64?";
    private static final String ENCODED_END = "?=";

    private FakeModernHeaders() {}

    /** The header that does not say what the body says, if there is one. */
    static Optional<String> mismatch(FakeExchange call, FakeTools tools) {
        if (!call.method().equals(call.header("Mcp-Method"))) {
            return Optional.of("Mcp-Method");
        }
        if (!call.method().equals("tools/call")) {
            return Optional.empty();
        }
        JsonNode name = call.params().path("name");
        if (!isSame(call.header("Mcp-Name"), name)) {
            return Optional.of("Mcp-Name");
        }
        Map<String, JsonNode> demanded = new LinkedHashMap<>();
        collect(tools.inputSchemaOf(name.asText()), call.params().path("arguments"), demanded);
        return demanded.entrySet().stream()
                .filter(header -> !isSame(call.header(header.getKey()), header.getValue()))
                .map(Entry::getKey)
                .findFirst();
    }

    private static void collect(JsonNode schema, JsonNode arguments, Map<String, JsonNode> demanded) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = arguments.path(property.getKey());
            String header = property.getValue().path("x-mcp-header").asText();
            if (!header.isEmpty() && !value.isContainerNode()) {
                demanded.put("Mcp-Param-" + header, value);
            }
            collect(property.getValue(), value, demanded);
        });
    }

    private static boolean isSame(String header, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return header == null;
        }
        return header != null
                && decoded(header)
                        .filter(text -> value.isNumber() ? isNumber(text, value) : text.equals(value.asText()))
                        .isPresent();
    }

    private static boolean isNumber(String text, JsonNode value) {
        try {
            return new BigDecimal(text).compareTo(value.decimalValue()) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    /** What a header says; empty where its encoding is broken. */
    private static Optional<String> decoded(String header) {
        if (!header.startsWith(ENCODED_START)
                || !header.endsWith(ENCODED_END)
                || header.length() < ENCODED_START.length() + ENCODED_END.length()) {
            return Optional.of(header);
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(header.substring(ENCODED_START.length(), header.length() - ENCODED_END.length()));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
