package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The HTTP+SSE of 2024-11-05 of a {@link FakeMcpServer}, whose replies come on the stream that named the endpoint. */
final class FakeSseTransport {

    static final String VERSION = "2024-11-05";
    private static final String PATH = "/messages";
    private static final String SESSION = "{session}";
    private static final String ENDPOINT = PATH + "?sessionId=" + SESSION;

    private final FakeLegacyEra era;
    private final Map<String, FakeExchange> streams = new ConcurrentHashMap<>();

    final Set<String> droppedOn = ConcurrentHashMap.newKeySet();
    volatile String endpoint = ENDPOINT;
    volatile boolean neverSendsTheEndpoint;
    volatile boolean listChangedFirst;
    volatile boolean repliesFirst;
    volatile int postRefusal = 404;

    FakeSseTransport(FakeLegacyEra era) {
        this.era = era;
    }

    void answerNormally() {
        droppedOn.clear();
        endpoint = ENDPOINT;
        neverSendsTheEndpoint = false;
        listChangedFirst = false;
        repliesFirst = false;
        postRefusal = 404;
    }

    int openSessions() {
        return streams.size();
    }

    /** The request, with the stream that carries its reply where it was posted to an endpoint that this one named. */
    FakeExchange exchange(HttpServerRequest request, JsonNode message) {
        boolean posted =
                request.method().equals(HttpMethod.POST) && request.path().equals(PATH);
        Optional<FakeExchange> stream = Optional.ofNullable(request.getParam("sessionId"))
                .filter(session -> posted)
                .map(streams::get);
        return new FakeExchange(request, message, stream, repliesFirst);
    }

    /** Ends the session that this request began, if it did. */
    void forget(HttpServerRequest request) {
        streams.values().removeIf(get -> get.request().equals(request));
    }

    void answer(FakeExchange call) {
        boolean atUrl = call.request().path().equals(FakeMcpServer.PATH);
        if (call.isPushed()) {
            post(call);
        } else if (call.is(HttpMethod.POST)) {
            call.send(atUrl ? postRefusal : 404, null, "");
        } else if (call.is(HttpMethod.GET) && atUrl) {
            open(call);
        } else {
            call.send(atUrl || call.request().path().equals(PATH) ? 405 : 404, null, "");
        }
    }

    private void post(FakeExchange call) {
        if (droppedOn.contains(call.method())) {
            call.inEvents(HttpServerResponse::end);
        } else if (call.method().equals("initialize")) {
            era.introduce(call, VERSION);
        } else {
            era.answerWithinSession(call);
        }
    }

    private void open(FakeExchange get) {
        String session = UUID.randomUUID().toString();
        streams.put(session, get);
        HttpServerResponse events = get.chunked("text/event-stream");
        events.endHandler(ended -> forget(get.request()));
        if (neverSendsTheEndpoint) {
            events.write(": no endpoint\n\n");
        } else {
            events.write("event: endpoint\ndata: " + endpoint.replace(SESSION, session) + "\n\n");
        }
        if (listChangedFirst) {
            events.write(FakeExchange.event(FakeReplies.LIST_CHANGED));
        }
    }
}
