package io.schemaagent.connectors.egress;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One request with its response, from the connection to the last byte that anybody wants. */
final class Exchange implements EgressResponse {

    /** How long a body that nobody wants may go on before its connection is given up. */
    private static final long LINGER_MILLIS = 250;

    private final Vertx vertx;
    private final long maxResponseSize;
    private final Consumer<Duration> connected;
    private final long startedNanos = System.nanoTime();

    // Who cancels or reads may do so on another thread than the event loop that all of this happens on.
    private volatile HttpClientRequest request;
    private volatile HttpClientResponse response;
    private volatile boolean abandoned;
    private volatile boolean ended;
    private volatile Throwable broken;

    Exchange(Vertx vertx, long maxResponseSize, Consumer<Duration> connected) {
        this.vertx = vertx;
        this.maxResponseSize = maxResponseSize;
        this.connected = connected;
    }

    /** Answers with this exchange as soon as the response's head is there. */
    Uni<EgressResponse> start(HttpClient client, RequestOptions options, Buffer body) {
        return Uni.createFrom()
                .<EgressResponse>emitter(emitter -> connect(client, options, body, emitter))
                // Not the emitter's own hook: that one cannot tell a response that arrived from one that got through.
                .onCancellation()
                .invoke(this::abandon);
    }

    private void connect(
            HttpClient client, RequestOptions options, Buffer body, UniEmitter<? super EgressResponse> emitter) {
        client.request(options)
                .onSuccess(ready -> send(ready, body, emitter))
                .onFailure(failure -> emitter.fail(EgressFailures.whileConnecting(failure)));
    }

    private void send(HttpClientRequest ready, Buffer body, UniEmitter<? super EgressResponse> emitter) {
        request = ready;
        if (abandoned) {
            // The platform would log as an error what nobody waits for any more.
            request.exceptionHandler(failure -> {});
            request.reset();
            return;
        }
        connected.accept(Duration.ofNanos(System.nanoTime() - startedNanos));
        (body == null ? request.send() : request.send(body))
                .onSuccess(arrived -> answered(arrived, emitter))
                .onFailure(failure -> emitter.fail(EgressFailures.afterConnecting(failure)));
    }

    private void answered(HttpClientResponse arrived, UniEmitter<? super EgressResponse> emitter) {
        response = arrived;
        // Nothing may be lost until somebody asks for the body.
        response.pause();
        response.exceptionHandler(this::breakOff);
        response.endHandler(end -> ended = true);
        emitter.complete(this);
    }

    private void breakOff(Throwable failure) {
        broken = failure;
        ended = true;
    }

    private void abandon() {
        abandoned = true;
        if (request != null) {
            request.reset();
        }
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
    public Multi<Buffer> stream() {
        return Multi.createFrom().<Buffer>emitter(this::pump);
    }

    @Override
    public Uni<Buffer> body() {
        return stream().collect().in(Buffer::buffer, Buffer::appendBuffer);
    }

    @Override
    public Uni<Void> discard() {
        return Uni.createFrom().voidItem().invoke(this::linger);
    }

    private void pump(MultiEmitter<? super Buffer> body) {
        if (isEncoded()) {
            ended = true;
            body.fail(new EgressException(Reason.CONTENT_ENCODED));
            request.reset();
            return;
        }
        long[] received = {0};
        body.onTermination(this::linger);
        response.exceptionHandler(failure -> {
            // A malformed body is followed by the end of its connection, which is no news.
            if (!ended) {
                ended = true;
                body.fail(new EgressException(Reason.CONNECTION_LOST, failure));
            }
        });
        response.endHandler(end -> {
            ended = true;
            body.complete();
        });
        if (broken != null) {
            // Before anybody asked for the body, so no handler will hear of it again.
            body.fail(new EgressException(Reason.CONNECTION_LOST, broken));
            return;
        }
        response.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] > maxResponseSize) {
                body.fail(new EgressException(Reason.RESPONSE_TOO_LARGE));
                request.reset();
            } else {
                body.emit(chunk);
            }
        });
        response.resume();
    }

    private boolean isEncoded() {
        return response.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"));
    }

    /** Lets the body end by itself for a moment, so that the connection can be used again. */
    private void linger() {
        if (ended) {
            return;
        }
        response.exceptionHandler(failure -> ended = true);
        response.endHandler(end -> ended = true);
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
