package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.oauth.server.ServerMetadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator, or whoever built it in, knows of an authorization before it begins.
 *
 * @param clientId who we are there; empty where we register
 * @param clientSecret the secret to it
 * @param scopes what is asked for; what the server wants where empty
 * @param issuer the authorization server, where it is not to be found out
 * @param endpoints the same with all that it would say of itself
 */
public record OAuthSettings(
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        Set<String> scopes,
        Optional<String> issuer,
        Optional<ServerMetadata> endpoints) {

    private static final OAuthSettings NONE =
            new OAuthSettings(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

    /** Nothing is known. */
    public static OAuthSettings none() {
        return NONE;
    }

    /** An authorization server whose endpoints need not be asked for. */
    public static OAuthSettings of(ServerMetadata endpoints, Set<String> scopes) {
        return new OAuthSettings(
                Optional.empty(), Optional.empty(), scopes, Optional.of(endpoints.issuer()), Optional.of(endpoints));
    }

    /** These with what an operator has set; another issuer has other endpoints. */
    public OAuthSettings with(OAuthClientConfig wanted) {
        boolean another = wanted.oauthIssuer()
                .filter(named -> !issuer.equals(Optional.of(named)))
                .isPresent();
        return new OAuthSettings(
                wanted.oauthClientId().or(() -> clientId),
                wanted.oauthClientSecret().map(Secret::of).or(() -> clientSecret),
                wanted.oauthScopes().map(OAuthSettings::scopes).orElse(scopes),
                wanted.oauthIssuer().or(() -> issuer),
                another ? Optional.empty() : endpoints);
    }

    private static Set<String> scopes(List<String> setting) {
        return setting.stream()
                .flatMap(part -> Stream.of(part.split(" ", -1)))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it says who we are to an issuer; where it names none that is whoever the server names. */
    boolean isClientOf(String someIssuer) {
        return clientId.isPresent() && issuer.map(someIssuer::equals).orElse(true);
    }
}
