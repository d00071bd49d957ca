package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * JSON in the one form that a value has (RFC 8785, JCS): members sorted by name, nothing between the tokens, numbers by
 * value. So a definition stays the same when PostgreSQL sorts its members and writes {@code 1e2} as {@code 100}. Unlike
 * there, a number that no double holds keeps all its digits: otherwise two that differ would look alike.
 */
final class CanonicalJson {

    /** Where ECMAScript begins to write powers of ten (ECMA-262, Number::toString). */
    private static final int LONGEST_INTEGER = 21;

    private static final int MOST_ZEROS_AFTER_POINT = 6;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static String of(JsonNode value) {
        CanonicalJson json = new CanonicalJson();
        json.add(value);
        return json.out.toString();
    }

    private void add(JsonNode value) {
        if (value.isObject()) {
            addObject(value);
        } else if (value.isArray()) {
            addArray(value);
        } else if (value.isNumber()) {
            addNumber(value);
        } else if (value.isBoolean() || value.isNull()) {
            out.append(value.asText());
        } else {
            addText(value.asText());
        }
    }

    private void addObject(JsonNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        // By UTF-16 code units, as the RFC has it, and so does Java.
        members.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : members) {
            out.append(separator);
            addText(member.getKey());
            out.append(':');
            add(member.getValue());
            separator = ",";
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void addArray(JsonNode array) {
        String separator = "[";
        for (JsonNode element : array) {
            out.append(separator);
            add(element);
            separator = ",";
        }
        out.append(array.isEmpty() ? "[]" : "]");
    }

    private void addNumber(JsonNode number) {
        if (number.isFloatingPointNumber() && !Double.isFinite(number.doubleValue()) && !number.isBigDecimal()) {
            // 1e999, which is written as a text where it is stored.
            addText(number.asText());
        } else if (number.isInt()) {
            out.append(number.intValue());
        } else {
            out.append(number(number.decimalValue().stripTrailingZeros()));
        }
    }

    private static String number(BigDecimal value) {
        int integerDigits = value.precision() - value.scale();
        if (integerDigits <= LONGEST_INTEGER && integerDigits > -MOST_ZEROS_AFTER_POINT) {
            return value.toPlainString();
        }
        String digits = value.unscaledValue().abs().toString();
        int exponent = integerDigits - 1;
        return (value.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() == 1 ? "" : "." + digits.substring(1))
                + (exponent < 0 ? "e" : "e+")
                + exponent;
    }

    private void addText(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit == '"' || unit == '\\') {
                out.append(text, written, i);
                addEscaped(unit);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private void addEscaped(char unit) {
        switch (unit) {
            case '"', '\\' -> out.append('\\').append(unit);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append(String.format("\\u%04x", (int) unit));
        }
    }
}
