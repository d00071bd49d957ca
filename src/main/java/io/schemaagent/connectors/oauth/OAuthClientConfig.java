package io.schemaagent.connectors.oauth;

import java.util.List;
import java.util.Optional;

/** What an operator may set for something that users connect by signing in; part of the settings of other features. */
public interface OAuthClientConfig {

    /** The client id that the authorization server gave the operator; not needed where it registers clients itself. */
    Optional<String> oauthClientId();

    /** The secret to it, where there is one. */
    Optional<String> oauthClientSecret();

    /** What users are asked to permit, separated by commas; what the server asks for where left out. */
    Optional<List<String>> oauthScopes();

    /** The authorization server's issuer, where the server behind it does not name one. */
    Optional<String> oauthIssuer();
}
