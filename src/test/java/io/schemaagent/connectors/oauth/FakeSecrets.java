package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.secrecy.KnownSecrets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that a {@link FakeAuthorizationServer} and its clients told each other and nobody else may see. */
final class FakeSecrets {

    private final Set<String> all = ConcurrentHashMap.newKeySet();

    /** Makes a new secret, which begins with the word for what it is. */
    String make(String kind) {
        String secret = kind + "-" + UUID.randomUUID();
        note(secret);
        return secret;
    }

    /** Keeps those that are there and not empty in mind. */
    void note(String... secrets) {
        Arrays.stream(secrets)
                .filter(Objects::nonNull)
                .filter(secret -> !secret.isEmpty())
                .peek(secret -> KnownSecrets.add("secret of an authorization server", secret))
                .forEach(all::add);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
