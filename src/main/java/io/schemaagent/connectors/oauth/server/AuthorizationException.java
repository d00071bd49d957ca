package io.schemaagent.connectors.oauth.server;

import java.util.Optional;
import java.util.regex.Pattern;

/** An authorization server cannot be used, or says no. The text repeats nothing but a well-formed error code. */
public final class AuthorizationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Narrower than RFC 6749, section 5.2, so that whatever is shown is a word. */
    private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

    private final AuthorizationFailure failure;
    private final String error;

    private AuthorizationException(AuthorizationFailure failure, String error) {
        super(error == null ? failure.name() : failure + ": " + error, null, false, false);
        this.failure = failure;
        this.error = error;
    }

    public static AuthorizationException of(AuthorizationFailure failure) {
        return new AuthorizationException(failure, null);
    }

    /** With the {@code error} of the answer, which is left out where it is not a word. */
    public static AuthorizationException of(AuthorizationFailure failure, String error) {
        boolean word = error != null && ERROR_CODE.matcher(error).matches();
        return new AuthorizationException(failure, word ? error : null);
    }

    public AuthorizationFailure failure() {
        return failure;
    }

    /** What the server calls it, such as {@code invalid_grant} or {@code access_denied}. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** Whether it may go well a little later, without anybody's doing. */
    public boolean isTransient() {
        return failure == AuthorizationFailure.TEMPORARILY_UNAVAILABLE
                || failure == AuthorizationFailure.REPLY_INVALID
                || failure == AuthorizationFailure.METADATA_NOT_FOUND
                || failure == AuthorizationFailure.METADATA_INVALID;
    }
}
