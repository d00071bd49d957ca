package io.schemaagent.connectors.oauth.server;

/** Why nobody could be authorized: stable codes, each with a sentence that a person can follow. */
public enum AuthorizationFailure {
    /** Neither the server nor its origin names an authorization server that describes itself (RFC 9728, RFC 8414). */
    METADATA_NOT_FOUND(
            "The server does not say where to sign in. Ask its operator, or use an access token or an API key."),
    /** What describes the server or its authorization server cannot be read. */
    METADATA_INVALID("The server's description of how to sign in cannot be read. Ask its operator."),
    /** The description is of another resource (RFC 9728, section 3.3). */
    RESOURCE_MISMATCH(
            "The server describes another server when asked where to sign in. Check the URL; ask its operator."),
    /** The description is of another issuer (RFC 8414, section 3.3). */
    ISSUER_MISMATCH("The authorization server describes itself under another name. Ask the server's operator."),
    /** The authorization server does not offer PKCE with S256 (RFC 7636), without which codes can be stolen. */
    PKCE_UNSUPPORTED("The authorization server does not protect sign-ins (PKCE with S256). Ask the server's operator."),
    /** An endpoint is not at an {@code https} address. */
    ENDPOINT_INSECURE("The authorization server has an address that is not https. Ask the server's operator."),
    /** An endpoint is at an address that may not be dialled. */
    ENDPOINT_BLOCKED("The authorization server has an address that is not allowed."),
    /** There is no way for us to become a client. */
    CLIENT_REQUIRED(
            "The authorization server takes only clients that it knows. The operator has to register this service there and"
                    + " configure the client id."),
    /** The authorization server does not take us as a client (RFC 7591, section 3.2.2). */
    REGISTRATION_REFUSED("The authorization server refuses to register this service. Ask the server's operator."),
    /** The authorization server cannot be reached, or is out of order for the moment. */
    TEMPORARILY_UNAVAILABLE("The authorization server does not answer at the moment. Try again later."),
    /** It says no (RFC 6749, section 5.2). */
    REFUSED("The authorization server refuses. Sign in again."),
    /** Its answer is none that we understand. */
    REPLY_INVALID(
            "The authorization server's answer cannot be understood. Try again later, or ask the server's operator."),
    /** The response names another issuer than the one that was asked, or none where it should (RFC 9207). */
    ISSUER_UNEXPECTED("The answer did not come from the authorization server that was asked. Sign in again.");

    private final String message;

    AuthorizationFailure(String message) {
        this.message = message;
    }

    /** A sentence that a person can follow; repeats nothing that a server said. */
    public String message() {
        return message;
    }
}
