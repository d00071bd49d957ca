package io.schemaagent.connectors.credential;

/** A stored credential cannot be used. Never to be taken for "there is none". */
public final class CredentialException extends RuntimeException {

    /** The stable code by which an owner's client knows that it is so. */
    public static final String CODE = "CREDENTIALS_UNREADABLE";

    /** What the owner reads. */
    public static final String SENTENCE = "The stored credentials cannot be used any more. Please enter them again.";

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** No key in use opens it, or it was tampered with. */
        UNREADABLE,
        /** It belongs to another user. */
        WRONG_OWNER,
        /** It belongs to another server. */
        WRONG_ORIGIN
    }

    private final Reason reason;

    CredentialException(Reason reason) {
        super("The stored credential cannot be used: " + reason, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
