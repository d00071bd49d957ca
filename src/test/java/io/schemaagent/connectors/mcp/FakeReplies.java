package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** Wraps outcomes into the replies of a {@link FakeMcpServer}. */
final class FakeReplies {

    static final String LIST_CHANGED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}";

    /** What a reply is wrapped in. */
    enum Envelope {
        PLAIN,
        BATCH,
        TEXT_ID,
        FOREIGN_ID
    }

    volatile boolean inEvents;
    volatile boolean primingFirst;
    volatile boolean notificationFirst;
    volatile boolean listChangedFirst;
    volatile boolean keepsStreamsOpen;
    volatile Envelope envelope = Envelope.PLAIN;

    /** The member of a reply that says what came out. */
    static String result(String json) {
        return "\"result\":" + json;
    }

    /** The member of a reply that says what went wrong, with data where there is some. */
    static String error(int code, String message, String data) {
        return "\"error\":{\"code\":" + code + ",\"message\":" + TextNode.valueOf(message)
                + (data == null ? "" : ",\"data\":" + data) + "}";
    }

    /** The text of a reply with this outcome that nothing is wrong with. */
    static String plain(FakeExchange call, String outcome) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + call.id() + "," + outcome + "}";
    }

    void reply(FakeExchange call, String outcome) {
        if (inEvents || call.isPushed()) {
            call.inEvents(events -> {
                begin(call, events);
                return finish(call, events, outcome);
            });
        } else {
            call.send(200, "application/json", wrap(call, outcome));
        }
    }

    /** Writes what comes before a reply. */
    void begin(FakeExchange call, HttpServerResponse events) {
        if (primingFirst) {
            events.write("id: 0\ndata: \n\n");
        }
        if (notificationFirst) {
            events.write(FakeExchange.event(LIST_CHANGED));
            events.write(FakeExchange.event("{\"jsonrpc\":\"2.0\",\"id\":" + call.id() + ",\"method\":\"ping\"}"));
        }
        if (listChangedFirst) {
            events.write(FakeExchange.event(LIST_CHANGED));
        }
    }

    /** Writes the reply, with which the stream ends unless it is there for more. */
    Future<Void> finish(FakeExchange call, HttpServerResponse events, String outcome) {
        Future<Void> written = events.write(FakeExchange.event(wrap(call, outcome)));
        return keepsStreamsOpen || call.isPushed() ? written : events.end();
    }

    private String wrap(FakeExchange call, String outcome) {
        return switch (envelope) {
            case PLAIN -> plain(call, outcome);
            case BATCH -> "[" + plain(call, outcome) + "]";
            case TEXT_ID ->
                "{\"jsonrpc\":\"2.0\",\"id\":"
                        + TextNode.valueOf(call.message().path("id").asText()) + "," + outcome + "}";
            case FOREIGN_ID -> "{\"jsonrpc\":\"2.0\",\"id\":4711," + outcome + "}";
        };
    }
}
