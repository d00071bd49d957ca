package io.schemaagent.connectors.oauth.server;

import io.schemaagent.connectors.credential.Secret;
import java.util.Optional;

/**
 * Who we are to an authorization server (RFC 6749, section 2).
 *
 * @param id the client id
 * @param secret empty for a public client
 * @param method how we prove it
 */
public record OAuthClient(String id, Optional<Secret> secret, AuthenticationMethod method) {}
