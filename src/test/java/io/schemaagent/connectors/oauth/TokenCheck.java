package io.schemaagent.connectors.oauth;

import java.util.Optional;
import java.util.Set;

/** Tells a resource server what an access token is good for. */
@FunctionalInterface
public interface TokenCheck {

    /**
     * What an access token is good for.
     *
     * @param audience the resources that it is for; empty where nobody said
     */
    record Granted(Set<String> scopes, Set<String> audience) {}

    /** Empty where the token is unknown, expired or revoked. */
    Optional<Granted> find(String accessToken);
}
