package io.schemaagent.connectors.egress;

/** Travels with the failure of a TLS handshake, which has no other place for when the connection was opened. */
final class OpenedBefore extends Exception {

    private static final long serialVersionUID = 1L;

    private final long nanoTime;

    OpenedBefore(long nanoTime) {
        super("TCP was connected", null, false, false);
        this.nanoTime = nanoTime;
    }

    long nanoTime() {
        return nanoTime;
    }
}
