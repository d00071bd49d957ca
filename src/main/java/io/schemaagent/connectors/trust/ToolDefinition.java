package io.schemaagent.connectors.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an owner agrees to: all that a server says of a tool and that a model, or whoever decides on a call, gets to read.
 * Icons are not in it, since nothing reads them; what we add to a tool is not in it either.
 *
 * @param fields those of {@link #FIELDS} that the server has given; never changed
 * @param fingerprint SHA-256 of their {@linkplain CanonicalJson canonical form} in hexadecimal, where a description that is
 *     missing is empty, and an input schema that is missing takes any object
 * @param size how many characters that form has
 */
record ToolDefinition(ObjectNode fields, String fingerprint, int size) {

    /** In the order that a person reads them. */
    static final List<String> FIELDS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    /** The definition in a tool as it is stored, or as its server lists it. */
    static ToolDefinition of(JsonNode tool) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        FIELDS.stream().filter(tool::hasNonNull).forEach(field -> fields.set(field, tool.get(field)));
        String canonical = CanonicalJson.of(complete(fields));
        return new ToolDefinition(fields, sha256(canonical), canonical.length());
    }

    /** The same with what a tool has that says nothing of it, as a discovery fills it in. */
    private static ObjectNode complete(ObjectNode fields) {
        ObjectNode complete = JsonNodeFactory.instance.objectNode().put("description", "");
        complete.putObject("inputSchema").put("type", "object");
        return complete.setAll(fields);
    }

    /** Whether the other one has all that this one has, and perhaps more. */
    boolean isPartOf(ToolDefinition other) {
        return fields.properties().stream()
                .allMatch(field -> other.fields.has(field.getKey())
                        && CanonicalJson.of(field.getValue())
                                .equals(CanonicalJson.of(other.fields.get(field.getKey()))));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
