package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test sends over, to servers that end with the test. */
final class Network implements AfterEachCallback {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** One event loop, so that what happened on it before something else has been seen before it. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final List<ScriptedServer> servers = new ArrayList<>();

    Vertx vertx() {
        return vertx;
    }

    ScriptedServer started(ScriptedServer server) {
        servers.add(server);
        return server;
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static EgressRequest aRequest() {
        return EgressRequest.get(Map.of());
    }

    static Destination destination(String url, String... addresses) {
        return new Destination(
                UpstreamUrl.parse(url).orElseThrow(),
                Stream.of(addresses).map(FakeResolver::address).toList());
    }

    /** The server under the name {@code mcp.example}. */
    static Destination destination(ScriptedServer server) {
        return destination("http://mcp.example:" + server.port() + "/mcp", "127.0.0.1");
    }

    static EgressResponse send(Egress egress, Destination destination) {
        return send(egress, destination, aRequest());
    }

    static EgressResponse send(Egress egress, Destination destination, EgressRequest request) {
        return egress.send(destination, request).await().atMost(PATIENCE);
    }

    static String body(EgressResponse response) {
        return response.body().await().atMost(PATIENCE).toString(StandardCharsets.UTF_8);
    }

    static EgressException failureOf(Uni<?> what) {
        return assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> what.await().atMost(PATIENCE))
                .actual();
    }

    static void assertFails(Uni<?> what, Reason reason) {
        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> what.await().atMost(PATIENCE))
                .withMessage(reason.name())
                .extracting(EgressException::reason)
                .isEqualTo(reason);
    }

    /** A body part by part, as it arrives. */
    static Multi<Buffer> parts(EgressResponse response) {
        return Uni.createFrom()
                .deferred(response::next)
                .repeat()
                .whilst(Optional::isPresent)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }
}
