package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user gave us to be let in by a server, in the open. It shows its field names at most.
 *
 * @see CredentialRules for what is acceptable
 */
public final class Credential {

    static final List<String> TOKEN_FIELDS = List.of("access_token", "token", "bearer_token");
    private static final String DEFAULT_API_KEY_HEADER = "X-API-Key";

    private static final Pattern WORD_AT_END = Pattern.compile("[A-Za-z0-9]$");

    private final AuthType type;
    private final ObjectNode fields;

    private Credential(AuthType type, ObjectNode fields) {
        this.type = type;
        this.fields = fields;
    }

    /** No credential at all. */
    public static Credential none() {
        return new Credential(AuthType.NONE, JsonNodeFactory.instance.objectNode());
    }

    /** The credential of an {@code auth_config}; null or JSON null is an empty one. */
    public static Credential of(AuthType type, JsonNode authConfig) {
        return new Credential(
                type,
                authConfig instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode());
    }

    /** The same secrets, used in another way. */
    public Credential as(AuthType other) {
        return new Credential(other, fields);
    }

    /**
     * The same key, in another header.
     *
     * @param prefix stands before the key, with a space between where it ends in a letter or digit; empty for none
     */
    public Credential inHeader(String name, String prefix) {
        return new Credential(type, fields.deepCopy().put("header_name", name).put("prefix", prefix));
    }

    /** The same with what an authorization server has granted instead of whatever tokens there were. */
    public Credential with(Grant grant) {
        return new Credential(AuthType.OAUTH, grant.into(fields));
    }

    /** What an authorization server has granted; empty where a user gave us the token, or there is none. */
    public Optional<Grant> grant() {
        return type == AuthType.OAUTH ? Grant.in(fields) : Optional.empty();
    }

    public AuthType type() {
        return type;
    }

    /** Whether there is nothing in it that would have to be kept. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The headers that every request to the server carries, the user's own ones first. */
    public Map<String, Secret> headers() {
        Map<String, Secret> headers = new LinkedHashMap<>();
        fields.path("headers")
                .properties()
                .forEach(header -> set(header.getKey(), header.getValue().asText(), headers));
        switch (type) {
            case API_KEY -> text("api_key").ifPresent(key -> set(apiKeyHeader(), apiKeyPrefix() + key, headers));
            case OAUTH -> accessToken().ifPresent(token -> set("Authorization", "Bearer " + token, headers));
            case NONE -> {}
        }
        return headers;
    }

    /** Header names differ in more than their case, or servers would get two values and choose one. */
    private static void set(String name, String value, Map<String, Secret> headers) {
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, Secret.of(value));
    }

    private Optional<String> accessToken() {
        return TOKEN_FIELDS.stream().flatMap(field -> text(field).stream()).findFirst();
    }

    private String apiKeyHeader() {
        return text("header_name").orElse(DEFAULT_API_KEY_HEADER);
    }

    /** {@code Bearer} is meant as {@code Bearer } before a key; {@code token=} as it stands. */
    private String apiKeyPrefix() {
        String prefix = text("prefix").orElse("");
        return WORD_AT_END.matcher(prefix).find() ? prefix + " " : prefix;
    }

    private Optional<String> text(String field) {
        return Stream.of(fields.path(field).asText(""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    ObjectNode fields() {
        return fields;
    }

    @Override
    public String toString() {
        return type + " credential with "
                + fields.properties().stream().map(Map.Entry::getKey).toList();
    }
}
