package io.schemaagent.connectors.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * A response in events (HTML standard, section 9.2), which is one from the first of them on: before that it may still become
 * any other. Its events have no ids, since nobody would know them on another replica.
 */
final class EventStream implements Interim {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final String COMMENT = ":\n\n";

    private final HttpServerResponse response;
    private boolean ended;

    EventStream(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public synchronized boolean hasBegun() {
        return response.headWritten();
    }

    @Override
    public synchronized void tell(JsonNode message) {
        write(event(message));
    }

    @Override
    public synchronized void keepAlive() {
        write(COMMENT);
    }

    /**
     * Tells nothing more after this message, however far behind the client is; the response is still to be ended. Says
     * whether that was so: where nothing was told before, neither is this, and the response can be any.
     */
    synchronized boolean finish(JsonNode message) {
        ended = true;
        if (hasBegun() && isOpen()) {
            response.write(event(message));
        }
        return hasBegun();
    }

    private void write(String text) {
        if (!ended && isOpen() && !response.writeQueueFull()) {
            begin();
            response.write(text);
        }
    }

    private boolean isOpen() {
        return !response.ended() && !response.closed();
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // Gateways that collect a response before they pass it on leave this one alone then.
                    .putHeader("X-Accel-Buffering", "no");
        }
    }

    /** JSON has no line ends of its own. */
    private static String event(JsonNode message) {
        return "event: message\ndata: " + message + "\n\n";
    }
}
