package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.secrecy.Evidence;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Traces, which are off until an operator turns them on, arrive at a collector: OTLP over gRPC. */
class TracesIT {

    private static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] EMPTY_MESSAGE = {0, 0, 0, 0, 0};

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> exported = new ConcurrentLinkedQueue<>();
    private HttpServer collector;

    @BeforeEach
    void startCollector() throws Exception {
        collector = vertx.createHttpServer()
                .requestHandler(this::collect)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stopCollector() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void collect(HttpServerRequest request) {
        request.body().onSuccess(spans -> {
            // The names in it are plain text within Protocol Buffers.
            Evidence.ofTraces(spans.toString(StandardCharsets.ISO_8859_1));
            exported.add(request.path() + " " + spans.toString(StandardCharsets.ISO_8859_1));
            request.response().putHeader("content-type", "application/grpc").putTrailer("grpc-status", "0");
            request.response().end(Buffer.buffer(EMPTY_MESSAGE));
        });
    }

    @Test
    void arriveAtTheCollectorWithoutSecrets() throws Exception {
        var settings = Application.settings(
                POSTGRES.url(),
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.actualPort(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "100MS");
        try (FakeMcpServer upstream = FakeMcpServer.start().requiresBearer("s3cret-upstream");
                Application service = Application.startReady(settings)) {
            String token = Application.tokenOf("user");

            service.call("POST", "/api/connectors/test", token, """
                    {"server_url":"%s","auth_type":"oauth","auth_config":{"access_token":"s3cret-upstream"}}""".formatted(upstream.url()));

            Eventually.holds("the call is traced", PATIENCE, () -> exported.stream()
                    .anyMatch(spans -> spans.startsWith(EXPORT)
                            && spans.contains("mcp-connectors")
                            && spans.contains("/api/connectors/test")));
            assertThat(upstream.received()).contains("tools/list");
            assertThat(exported).noneMatch(spans -> spans.contains("s3cret-upstream"));
            assertThat(exported).noneMatch(spans -> spans.contains(token));
        }
    }
}
