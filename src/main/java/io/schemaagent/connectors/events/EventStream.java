package io.schemaagent.connectors.events;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * A response in events (HTML standard, section 9.2), which is one from the first of them on: before that it may still become
 * any other. Its events have no ids, since nobody would know them on another replica. Safe for several threads.
 */
public final class EventStream {

    public static final String MEDIA_TYPE = "text/event-stream";

    private static final String COMMENT = ":\n\n";

    private final HttpServerResponse response;
    private boolean ended;

    public EventStream(HttpServerResponse response) {
        this.response = response;
    }

    /** In so many words: whoever takes anything may still be nobody who reads events. */
    public static boolean isAmong(List<String> accepted) {
        return accepted.stream().anyMatch(types -> types.contains(MEDIA_TYPE));
    }

    /** Whether something was told, so that the answer cannot have a status of its own any more. */
    public synchronized boolean hasBegun() {
        return response.headWritten();
    }

    /**
     * Tells something, unless the client is behind with what it was told before.
     *
     * @param name of the event
     * @param json in one line
     */
    public synchronized void tell(String name, String json) {
        write(event(name, json));
    }

    /** Tells that the request is still under way, to whoever is between. */
    public synchronized void keepAlive() {
        write(COMMENT);
    }

    /**
     * Tells nothing more after this, however far behind the client is; the response is still to be ended. Says
     * whether that was so: where nothing was told before, neither is this, and the response can be any.
     */
    public synchronized boolean finish(String name, String json) {
        ended = true;
        if (hasBegun() && isOpen()) {
            response.write(event(name, json));
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

    private static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
