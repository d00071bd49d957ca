package io.schemaagent.connectors.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.LoopbackServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final String LAST = "\"the last word\"";

    private final CompletableFuture<HttpServerRequest> request = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final LoopbackServer server = new LoopbackServer(Optional.empty(), this::take);

    private void take(HttpServerRequest arrived) {
        arrived.response().closeHandler(gone -> closed.complete(null));
        request.complete(arrived);
    }

    @AfterEach
    void stop() {
        server.die();
    }

    private Socket call() throws IOException {
        server.listen();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Has this done to the response where the service would do it. */
    private void respond(Consumer<EventStream> work) {
        HttpServerRequest arrived = request.join();
        CompletableFuture<Void> done = new CompletableFuture<>();
        LoopbackServer.soon(() -> {
            try {
                work.accept(new EventStream(arrived.response()));
                done.complete(null);
            } catch (RuntimeException | AssertionError failure) {
                done.completeExceptionally(failure);
            }
        });
        done.join();
    }

    private void end() {
        LoopbackServer.soon(() -> request.join().response().end());
    }

    private static String read(InputStream answer) throws IOException {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void beginsWithWhatIsToldFirst() throws IOException {
        try (Socket socket = call()) {
            respond(events -> {
                assertThat(events.hasBegun()).isFalse();
                events.keepAlive();
                assertThat(events.hasBegun()).isTrue();
                events.tell("message", TextNode.valueOf("a\nb").toString());
                assertThat(events.finish("message", LAST)).isTrue();
                events.tell("message", TextNode.valueOf("too late").toString());
                events.keepAlive();
            });
            end();

            String answer = read(socket.getInputStream());
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsIgnoringCase("content-type: text/event-stream\r\n")
                    .containsIgnoringCase("x-accel-buffering: no\r\n")
                    .containsIgnoringCase("cache-control: no-store\r\n")
                    .containsSubsequence(
                            ":\n\n",
                            "event: message\ndata: \"a\\nb\"\n\n",
                            "event: message\ndata: \"the last word\"\n\n")
                    .doesNotContain("too late");
        }
    }

    @Test
    void isNoneWhereNothingWasTold() throws IOException {
        try (Socket socket = call()) {
            respond(events -> {
                assertThat(events.finish("message", LAST)).isFalse();
                events.tell("message", TextNode.valueOf("too late").toString());
                assertThat(events.hasBegun()).isFalse();
            });
            end();

            assertThat(read(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .doesNotContain("event", "last word", "too late");
        }
    }

    @Test
    void keepsNothingForWhoDoesNotRead() throws IOException {
        String kilobyte = "x".repeat(1024);
        int told = 200_000;
        try (Socket socket = call()) {
            respond(events -> {
                for (int i = 0; i < told; i++) {
                    events.tell("message", TextNode.valueOf(kilobyte).toString());
                }
                assertThat(request.join().response().writeQueueFull()).isTrue();
                events.finish("message", LAST);
            });
            end();

            String answer = read(socket.getInputStream());
            // What the system holds for the two sockets, and 64 KB.
            assertThat(answer.length()).isLessThan(told / 4 * 1024);
            assertThat(answer).contains("the last word");
        }
    }

    @Test
    void tellsNothingToWhoIsGone() throws IOException {
        try (Socket socket = call()) {
            request.join();
            assertThat(socket.isConnected()).isTrue();
        }
        closed.join();

        respond(events -> {
            events.tell("message", TextNode.valueOf("a").toString());
            events.keepAlive();
            assertThat(events.hasBegun()).isFalse();
            assertThat(events.finish("message", LAST)).isFalse();
        });
    }
}
