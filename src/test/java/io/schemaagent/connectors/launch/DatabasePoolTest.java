package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatabasePoolTest {

    private record AnInput(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @Test
    void letsNobodyWaitLongerThanConfigured() throws Exception {
        Vertx vertx = Vertx.vertx();
        // Takes connections and never says a word.
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            PgConnectOptions server =
                    new PgConnectOptions().setHost("127.0.0.1").setPort(silent.getLocalPort());
            PoolOptions options = new PoolOptions().setMaxSize(1);
            Pool pool =
                    new DatabasePool(() -> Duration.ofMillis(200)).create(new AnInput(vertx, options, List.of(server)));

            long started = System.nanoTime();
            assertThatThrownBy(() -> pool.getConnection()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("Timeout");

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
