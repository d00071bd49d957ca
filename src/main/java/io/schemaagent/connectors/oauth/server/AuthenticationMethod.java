package io.schemaagent.connectors.oauth.server;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** How a client proves itself at the token endpoint (RFC 7591, section 2). The first ones are preferred. */
public enum AuthenticationMethod {
    /** HTTP Basic (RFC 6749, section 2.3.1). */
    CLIENT_SECRET_BASIC("client_secret_basic"),
    /** The secret stands beside the other parameters. */
    CLIENT_SECRET_POST("client_secret_post"),
    /** Not at all: a public client, or one that is known by its URL. */
    NONE("none");

    private final String value;

    AuthenticationMethod(String value) {
        this.value = value;
    }

    /** The name in metadata. */
    public String value() {
        return value;
    }

    /** The method of this name. */
    public static Optional<AuthenticationMethod> find(String value) {
        return Stream.of(values()).filter(method -> method.value.equals(value)).findFirst();
    }

    /**
     * The best of those that a server supports; who names none supports {@code client_secret_basic} (RFC 8414, section 2).
     * Empty where we know none of them.
     */
    static Optional<AuthenticationMethod> best(Collection<String> supported) {
        return supported.isEmpty()
                ? Optional.of(CLIENT_SECRET_BASIC)
                : Stream.of(values())
                        .filter(method -> supported.contains(method.value))
                        .findFirst();
    }

    /** The best for a client that has a secret, or has none. */
    public static AuthenticationMethod bestFor(boolean hasSecret, Collection<String> supported) {
        if (!hasSecret) {
            return NONE;
        }
        return best(supported).filter(method -> method != NONE).orElse(CLIENT_SECRET_BASIC);
    }

    @Override
    public String toString() {
        return value;
    }
}
