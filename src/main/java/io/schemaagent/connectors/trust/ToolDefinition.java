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
 * Icons are not in it, since nothing reads them; what we add to a tool is not in it either. Never changes.
 */
final class ToolDefinition {

    /** In the order that a person reads them. */
    static final List<String> FIELDS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private final ObjectNode fields;
    private String fingerprint;

    private ToolDefinition(ObjectNode fields) {
        this.fields = fields;
    }

    /** The definition in a tool as it is stored, or as its server lists it. */
    static ToolDefinition of(JsonNode tool) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        FIELDS.stream().filter(tool::hasNonNull).forEach(field -> fields.set(field, tool.get(field)));
        return new ToolDefinition(fields);
    }

    /** Those of {@link #FIELDS} that the server has given. */
    ObjectNode fields() {
        return fields;
    }

    /**
     * SHA-256 of the {@linkplain CanonicalJson canonical form} in hexadecimal, where a description that is missing is empty,
     * and an input schema that is missing takes any object. Made only when it is asked for, since most tools that are read
     * again are plainly the same.
     */
    String fingerprint() {
        if (fingerprint == null) {
            fingerprint = sha256(CanonicalJson.of(complete()));
        }
        return fingerprint;
    }

    /** The same with what a tool has that says nothing of it, as a discovery fills it in. */
    private ObjectNode complete() {
        ObjectNode complete = JsonNodeFactory.instance.objectNode().put("description", "");
        complete.putObject("inputSchema").put("type", "object");
        return complete.setAll(fields);
    }

    /** How many characters it takes. */
    int size() {
        return CanonicalJson.of(fields).length();
    }

    /** Whether both have the same fingerprint. */
    boolean isSameAs(ToolDefinition other) {
        return this == other || fields.equals(other.fields) || fingerprint().equals(other.fingerprint());
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
