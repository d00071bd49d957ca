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
    private final UniEmitter<? super EgressResponse> emitter;
    private final long startedNanos = System.nanoTime();

    private HttpClientRequest request;
    private HttpClientResponse response;
    private Duration connectTime = Duration.ZERO;
    private boolean abandoned;
    private boolean ended;

    Exchange(
            Vertx vertx,
            long maxResponseSize,
            Consumer<Duration> connected,
            UniEmitter<? super EgressResponse> emitter) {
        this.vertx = vertx;
        this.maxResponseSize = maxResponseSize;
        this.connected = connected;
        this.emitter = emitter;
    }

    void start(HttpClient client, RequestOptions options, Buffer body) {
        emitter.onTermination(this::abandonUnlessAnswered);
        client.request(options)
                .onSuccess(ready -> send(ready, body))
                .onFailure(failure -> emitter.fail(EgressFailures.whileConnecting(failure)));
    }

    private void send(HttpClientRequest ready, Buffer body) {
        request = ready;
        connectTime = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (abandoned) {
            request.reset();
            return;
        }
        connected.accept(connectTime);
        (body == null ? request.send() : request.send(body))
                .onSuccess(this::answered)
                .onFailure(failure -> emitter.fail(EgressFailures.afterConnecting(failure)));
    }

    private void answered(HttpClientResponse arrived) {
        response = arrived;
        // Nothing may be lost until somebody asks for the body.
        response.pause();
        response.exceptionHandler(failure -> ended = true);
        response.endHandler(end -> ended = true);
        emitter.complete(this);
    }

    private void abandonUnlessAnswered() {
        if (response == null) {
            abandoned = true;
            if (request != null) {
                request.reset();
            }
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
    public Duration connectTime() {
        return connectTime;
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
        long[] received = {0};
        body.onTermination(this::linger);
        response.exceptionHandler(failure -> {
            ended = true;
            body.fail(new EgressException(Reason.CONNECTION_LOST, failure));
        });
        response.endHandler(end -> {
            ended = true;
            body.complete();
        });
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

    /** Lets the body end by itself for a moment, so that the connection can be used again. */
    private void linger() {
        if (ended) {
            return;
        }
        response.exceptionHandler(failure -> ended = true);
        response.endHandler(end -> ended = true);
        response.handler(chunk -> {});
        response.resume();
        vertx.setTimer(LINGER_MILLIS, timer -> resetUnlessEnded());
    }

    private void resetUnlessEnded() {
        if (!ended) {
            request.reset();
        }
    }
}
