package io.schemaagent.connectors.egress;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One request with its response, from the connection to the last byte that anybody wants. */
final class Exchange implements EgressResponse {

    /** How long a body that nobody wants may go on before its connection is given up. */
    private static final long LINGER_MILLIS = 250;

    private final Vertx vertx;
    private final Watch watch;
    private final UpstreamUrl url;
    private final Bounds bounds;
    private final Consumer<Connected> connected;
    private final long startedNanos = System.nanoTime();

    // Who cancels, reads or watches may do so on another thread than the event loop that all of this happens on.
    private volatile Context context;
    private volatile HttpClientRequest request;
    private volatile HttpClientResponse response;
    private volatile UniEmitter<? super EgressResponse> head;
    private volatile BodyReader reader;
    private volatile Progress progress;
    private volatile long received;
    private volatile boolean abandoned;
    private volatile boolean ended;
    private volatile EgressException broken;

    Exchange(Vertx vertx, Watch watch, UpstreamUrl url, Bounds bounds, Consumer<Connected> connected) {
        this.vertx = vertx;
        this.watch = watch;
        this.url = url;
        this.bounds = bounds;
        this.connected = connected;
    }

    /** Answers with this exchange as soon as the response's head is there. */
    Uni<EgressResponse> start(HttpClient client, RequestOptions options, Buffer content) {
        return Uni.createFrom()
                .<EgressResponse>emitter(emitter -> connect(client, options, content, emitter))
                // Not the emitter's own hook: that one cannot tell a response that arrived from one that got through.
                .onCancellation()
                .invoke(this::abandon);
    }

    private void connect(
            HttpClient client, RequestOptions options, Buffer content, UniEmitter<? super EgressResponse> emitter) {
        head = emitter;
        context = vertx.getOrCreateContext();
        watch.begin(this);
        client.request(options)
                .onSuccess(ready -> send(ready, content))
                .onFailure(failure -> fail(EgressFailures.whileConnecting(failure, startedNanos)));
    }

    private void send(HttpClientRequest ready, Buffer content) {
        request = ready;
        OptionalLong opened = OpeningTimes.take(ready.connection());
        if (abandoned) {
            // The platform would log as an error what nobody waits for any more.
            request.exceptionHandler(failure -> {});
            request.reset();
            return;
        }
        connected.accept(Connected.of(startedNanos, opened, System.nanoTime()));
        (content == null ? request.send() : request.send(content))
                .onSuccess(this::answered)
                .onFailure(failure -> fail(EgressFailures.afterConnecting(failure)));
    }

    private void fail(EgressException failure) {
        end();
        head.fail(failure);
    }

    private void answered(HttpClientResponse arrived) {
        response = arrived;
        // Nothing may be lost until somebody asks for the body.
        response.pause();
        response.exceptionHandler(this::breakOff);
        response.endHandler(complete -> end());
        head.complete(this);
    }

    private void breakOff(Throwable failure) {
        // A malformed body is followed by the end of its connection, which is no news.
        if (!ended) {
            endWith(new EgressException(Reason.CONNECTION_LOST, failure));
        }
    }

    private void endWith(EgressException failure) {
        broken = failure;
        end();
        if (reader != null) {
            reader.fail(failure);
        }
    }

    /** Nothing more will come, or nothing that counts. */
    private void end() {
        ended = true;
        watch.end(this);
    }

    private void abandon() {
        abandoned = true;
        end();
        if (request != null) {
            request.reset();
        }
    }

    /** Asked by the {@link Watch} every now and then. */
    void endIfOverdue(long now) {
        Progress document = progress;
        boolean drips = document != null && document.hasStalled(received, now);
        if (drips || now - startedNanos > bounds.duration().toNanos()) {
            // Whoever waits goes on in the context in which it asked, as with everything else that it hears from here.
            context.runOnContext(overdue -> stall());
        }
    }

    private void stall() {
        if (ended) {
            return;
        }
        EgressException stalled = new EgressException(Reason.STALLED);
        // Whoever waits hears of it, for the head or for the body; otherwise the next one who asks for the body.
        head.fail(stalled);
        endWith(stalled);
        abandon();
    }

    @Override
    public int status() {
        return response.statusCode();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    @Override
    public List<String> headers(String name) {
        return response.headers().getAll(name);
    }

    @Override
    public Optional<String> redirectOrigin() {
        return isRedirect() ? header("Location").flatMap(url::resolve).map(UpstreamUrl::origin) : Optional.empty();
    }

    private boolean isRedirect() {
        return status() / 100 == 3;
    }

    @Override
    public Uni<Optional<Buffer>> next() {
        return Uni.createFrom()
                .<Optional<Buffer>>emitter(emitter -> read(new NextPart(emitter)))
                .onCancellation()
                .invoke(this::abandon);
    }

    @Override
    public Uni<Buffer> body() {
        return Uni.createFrom()
                .<Buffer>emitter(this::readDocument)
                .onCancellation()
                .invoke(this::abandon);
    }

    @Override
    public Uni<Void> discard() {
        return Uni.createFrom().voidItem().invoke(this::linger);
    }

    private void readDocument(UniEmitter<? super Buffer> emitter) {
        read(new WholeBody(emitter));
        // What is there already needs nobody to look after it.
        progress = ended ? null : new Progress(bounds, System.nanoTime());
    }

    private void read(BodyReader wanted) {
        if (isEncoded()) {
            end();
            wanted.fail(new EgressException(Reason.CONTENT_ENCODED));
            request.reset();
        } else if (broken != null) {
            // Before anybody asked for the body, so no handler will hear of it again.
            wanted.fail(broken);
        } else if (ended) {
            wanted.end();
        } else {
            reader = wanted;
            response.handler(this::take);
            response.endHandler(complete -> complete());
            response.fetch(wanted.demand());
        }
    }

    private boolean isEncoded() {
        return response.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"));
    }

    private void take(Buffer chunk) {
        long soFar = received + chunk.length();
        received = soFar;
        if (soFar > bounds.responseSize()) {
            // First the news, then the reset: that one tells the handlers of a connection that broke.
            endWith(new EgressException(Reason.RESPONSE_TOO_LARGE));
            request.reset();
            return;
        }
        reader.take(chunk);
    }

    private void complete() {
        end();
        reader.end();
    }

    /** Lets the body end by itself for a moment, so that the connection can be used again. */
    private void linger() {
        if (ended) {
            return;
        }
        // Nobody hears of this body any more.
        reader = null;
        progress = null;
        response.exceptionHandler(failure -> end());
        response.endHandler(complete -> end());
        response.handler(chunk -> {});
        response.resume();
        // What ends in a moment mostly ends at once, and a timer for each response is not for nothing.
        vertx.runOnContext(now -> resetLaterUnlessEnded());
    }

    private void resetLaterUnlessEnded() {
        if (!ended) {
            vertx.setTimer(LINGER_MILLIS, timer -> resetUnlessEnded());
        }
    }

    private void resetUnlessEnded() {
        if (!ended) {
            request.reset();
        }
    }
}
