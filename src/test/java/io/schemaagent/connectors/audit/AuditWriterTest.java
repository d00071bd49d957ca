package io.schemaagent.connectors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a database that is away. */
class AuditWriterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterEach
    void closeVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Pool awayPool() throws IOException {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PgConnectOptions server =
                    new PgConnectOptions().setHost("127.0.0.1").setPort(gone.getLocalPort());
            return new Pool(PgBuilder.pool().connectingTo(server).using(vertx).build());
        }
    }

    @Test
    void keepsWhatItCannotWriteForTheNextTime() throws IOException {
        AuditWriter writer = new AuditWriter(awayPool(), metrics);
        AuditEvent event = AuditEvent.of("user", AuditAction.TOOL_CALLED, AuditTarget.connector(7, "Wiki"));
        for (int i = 0; i < 1_500; i++) {
            writer.add(AuditEntry.of(event, Instant.now(), "trace"));
        }

        writer.write().await().atMost(PATIENCE);
        writer.write().await().atMost(PATIENCE);

        assertThat(writer.waiting()).isEqualTo(1_500);
        assertThat(metrics.get("connectors.audit.dropped").counter().count()).isZero();
    }
}
