package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a server wants to be convinced of who is calling. */
public enum AuthType {
    /** Not at all. */
    @JsonProperty("none")
    NONE("none"),
    /** By a key in a header. */
    @JsonProperty("api_key")
    API_KEY("api_key"),
    /** By an OAuth 2.0 bearer token (RFC 6750). */
    @JsonProperty("oauth")
    OAUTH("oauth");

    private final String value;

    AuthType(String value) {
        this.value = value;
    }

    /** The name in JSON and in the database. */
    public String value() {
        return value;
    }

    /** The type of this name; throws {@link IllegalArgumentException} where there is none. */
    public static AuthType of(String value) {
        for (AuthType type : values()) {
            if (type.value.equals(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException("No such auth type: " + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
