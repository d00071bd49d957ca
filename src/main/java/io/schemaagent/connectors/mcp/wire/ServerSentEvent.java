package io.schemaagent.connectors.mcp.wire;

/**
 * One event of a stream (HTML standard, section 9.2).
 *
 * @param type what the server calls it; {@code message} where it says nothing
 * @param data its data in UTF-8, never empty
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares events, and a copy of each would cost for nothing.
public record ServerSentEvent(String type, byte[] data) {

    /** The type of the events that carry JSON-RPC messages. */
    public static final String MESSAGE = "message";

    public boolean isMessage() {
        return type.equals(MESSAGE);
    }
}
