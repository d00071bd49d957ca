package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.UUID;

/**
 * A request with its parsed message, on the way to its answer.
 *
 * @param request as it arrived
 * @param message its body, missing where it is no JSON object
 * @param stream with HTTP+SSE what carries the replies, otherwise empty: then they come in the request's own response
 * @param repliesFirst whether that stream carries the reply before the request is answered
 */
record FakeExchange(HttpServerRequest request, JsonNode message, Optional<FakeExchange> stream, boolean repliesFirst) {

    /** Writes into an event stream, and says when that is done. */
    @FunctionalInterface
    interface Writing {
        Future<Void> into(HttpServerResponse events);
    }

    FakeExchange(HttpServerRequest request, JsonNode message) {
        this(request, message, Optional.empty(), false);
    }

    HttpServerResponse response() {
        return request.response();
    }

    String header(String name) {
        return request.getHeader(name);
    }

    boolean is(HttpMethod method) {
        return request.method().equals(method);
    }

    /** The JSON of the message's id. */
    String id() {
        return message.path("id").isMissingNode() ? "null" : message.path("id").toString();
    }

    String method() {
        return message.path("method").asText();
    }

    JsonNode params() {
        return message.path("params");
    }

    /** Whether this is what a client says to a request of the server. */
    boolean isAnswer() {
        return !message.has("method") && message.has("id") && (message.has("result") || message.has("error"));
    }

    /** Whether both types that a reply can have are welcome. */
    boolean acceptsBothTypes() {
        String accept = String.valueOf(header("Accept"));
        return accept.contains("application/json") && accept.contains("text/event-stream");
    }

    boolean isPushed() {
        return stream.isPresent();
    }

    Future<Void> send(int status, String contentType, String body) {
        HttpServerResponse response = response().setStatusCode(status);
        if (contentType != null) {
            response.putHeader("Content-Type", contentType);
        }
        return response.end(Buffer.buffer(body));
    }

    Future<Void> send(FakeMcpServer.Answer answer) {
        answer.headers().forEach(response()::putHeader);
        return send(answer.status(), answer.body().isEmpty() ? null : "application/json", answer.body());
    }

    /** Says that the message has arrived. */
    Future<Void> accept() {
        return isPushed() ? send(202, "text/plain", "Accepted") : send(202, null, "");
    }

    /** Sends this where replies go, as the type that they have there when nothing else is said. */
    void sendReply(String reply) {
        if (isPushed()) {
            inEvents(events -> events.write(event(reply)));
        } else {
            send(200, "application/json", reply);
        }
    }

    /** Has this written into the event stream that carries the replies. */
    void inEvents(Writing writing) {
        if (!isPushed()) {
            writing.into(chunked("text/event-stream"));
        } else if (repliesFirst) {
            writing.into(streamed()).onComplete(written -> accept());
        } else {
            accept().onComplete(sent -> writing.into(streamed()));
        }
    }

    private HttpServerResponse streamed() {
        return stream.orElseThrow().response();
    }

    HttpServerResponse chunked(String contentType) {
        return response().setChunked(true).putHeader("Content-Type", contentType);
    }

    /** Closes the connection of what carries the replies. */
    void breakOffReplies() {
        stream.orElse(this).breakOff();
    }

    /** Closes the connection. */
    void breakOff() {
        response().closeHandler(null);
        request.connection().close();
    }

    static String event(String data) {
        return "event: message\nid: " + UUID.randomUUID() + "\ndata: " + data + "\n\n";
    }
}
