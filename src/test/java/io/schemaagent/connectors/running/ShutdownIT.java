package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that is asked to end, as in every rollout. */
class ShutdownIT {

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private static CompletableFuture<HttpResponse<String>> test(Application service, FakeMcpServer upstream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return service.call(
                        "POST",
                        "/api/connectors/test",
                        Application.tokenOf("user"),
                        "{\"server_url\":\"" + upstream.url() + "\"}");
            } catch (IOException unanswered) {
                throw new java.io.UncheckedIOException(unanswered);
            }
        });
    }

    private static boolean refusesNewWork(Application service) {
        try {
            return service.get("/api/tools").statusCode() == 503;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void finishesWhatIsInFlightAndRefusesNewWork() throws Exception {
        try (FakeMcpServer upstream = FakeMcpServer.start();
                Application service = Application.startReady(
                        Application.settings(POSTGRES.url(), "CONNECTORS_DISCOVERY_TIMEOUT", "4S"))) {
            upstream.on("tools/list").hangs();
            CompletableFuture<HttpResponse<String>> inFlight = test(service, upstream);
            upstream.awaitRequests("tools/list", 1);

            service.terminate();

            Eventually.holds("new work is refused", PATIENCE, () -> refusesNewWork(service));
            assertThat(inFlight).isNotDone();
            HttpResponse<String> finished = inFlight.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(finished.statusCode()).isEqualTo(200);
            assertThat(finished.body()).contains("\"TIMEOUT\"");
            service.awaitEnd(SHUTDOWN_TIMEOUT);
            assertThat(
                            Postgres.number(
                                    POSTGRES.url(),
                                    "SELECT count(*) FROM audit_events WHERE action = 'connector.tested' AND outcome = 'TIMEOUT'"))
                    .as("what was done last is in the audit trail")
                    .isOne();
        }
    }

    @Test
    void endsAtOnceWhereNothingIsInFlight() {
        try (Application service = Application.startReady(Application.settings(POSTGRES.url()))) {
            service.terminate();

            assertThat(service.awaitEnd(SHUTDOWN_TIMEOUT)).isIn(0, 143);
        }
    }
}
