package io.schemaagent.connectors.egress;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a destination was not reached or did not answer. The text names no address that a name resolved to and nothing
 * that the other side said.
 */
public final class EgressException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The stable reasons, in the order in which they can come up. */
    public enum Reason {
        /** The host name has no address. */
        DNS_NOT_FOUND,
        /** The scheme, the notation of the host or one of its addresses is not allowed. Nothing was connected. */
        BLOCKED_ADDRESS,
        /** The server could not be connected to several times in a row, and it is too early to try again. */
        CIRCUIT_OPEN,
        /** The credential belongs to another origin. Nothing was connected. */
        CREDENTIAL_NOT_FOR_ORIGIN,
        /** A header, a credential most likely, has characters that HTTP cannot carry. Nothing was connected. */
        UNSENDABLE_HEADER,
        /** The destination refused the connection. */
        CONNECT_REFUSED,
        /** The destination did not take the connection in time. */
        CONNECT_TIMEOUT,
        /** There is no way to the destination. */
        CONNECT_FAILED,
        /** The certificate is not signed by an authority that is trusted here, has expired, or TLS failed otherwise. */
        TLS_UNTRUSTED,
        /** The certificate is for another host. */
        TLS_NAME_MISMATCH,
        /** The connection broke before the response was complete. */
        CONNECTION_LOST,
        /** The response is longer than {@code connectors.egress.max-response-size}, or than its request allows. */
        RESPONSE_TOO_LARGE,
        /** The body is compressed although that was not asked for; nobody knows how long it would become. */
        CONTENT_ENCODED,
        /** The body came too slowly by {@code connectors.egress.min-progress}, or all of it took too long. */
        STALLED
    }

    private final Reason reason;
    private final Duration connected;

    EgressException(Reason reason) {
        this(reason, null);
    }

    EgressException(Reason reason, Throwable cause) {
        this(reason, cause, null);
    }

    EgressException(Reason reason, Throwable cause, Duration connected) {
        super(reason.name(), cause, false, false);
        this.reason = reason;
        this.connected = connected;
    }

    public Reason reason() {
        return reason;
    }

    /** How long it took to open the connection, where it was open and only TLS failed; otherwise empty. */
    public Optional<Duration> connected() {
        return Optional.ofNullable(connected);
    }
}
