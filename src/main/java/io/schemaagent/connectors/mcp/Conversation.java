package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * One conversation with one server: the seam where a transport or a protocol era is added. One request at a time, on
 * one event loop. Every step fails with an {@link McpException} or an egress failure.
 */
interface Conversation {

    /** How this goes; known as soon as it is open. */
    Dialect dialect();

    /** Agrees on a protocol version, as far as there is such a thing. */
    Uni<Void> open();

    /** Whether the server has agreed to anything in this conversation, and not only in an earlier one. */
    default boolean isConfirmed() {
        return false;
    }

    /** Sends one request and gives the {@code result} of its reply. */
    Uni<JsonNode> request(McpRequest request);

    /** Whether the server has said since the last request was sent that its tools change. */
    boolean toolsChanged();

    /** What a later conversation can go on with, in place of a good-bye; empty where there is no such thing. */
    default Optional<Session> session() {
        return Optional.empty();
    }

    /** Says good-bye, as far as there is such a thing. Never fails. */
    default Uni<Void> close() {
        return hangUp();
    }

    /** The same where a request may be under way still, which the server is told to stop. Never fails. */
    default Uni<Void> abandon() {
        return close();
    }

    /** Lets go of what is held here, without a word to the server. Never fails. */
    default Uni<Void> hangUp() {
        return Uni.createFrom().voidItem();
    }
}
