package io.schemaagent.connectors.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.Application;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas on one database, which take requests in turns: nobody can tell them from one. */
class ReplicasIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 8;
    private static final int CREATES = 1000;
    private static final int PER_USER = 10;

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private static FakeMcpServer upstream;
    private static Application first;
    private static Application second;

    private final AtomicInteger turn = new AtomicInteger();
    private final String owner = "user-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        upstream = FakeMcpServer.start().withTools("search");
        first = Application.startReady(Application.settings(POSTGRES.url()));
        second = Application.startReady(Application.settings(POSTGRES.url()));
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        upstream.close();
    }

    private Application next() {
        return turn.getAndIncrement() % 2 == 0 ? first : second;
    }

    private HttpResponse<String> call(String method, String path, Object body) throws IOException {
        return next().call(
                        method, path, Application.tokenOf(owner), body == null ? null : JSON.writeValueAsString(body));
    }

    private static Map<String, String> aConnector(String name) {
        return Map.of("name", name, "server_url", upstream.url() + "?n=" + name);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static <T> List<T> atTheSameTime(int times, Callable<T> action) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : callers.invokeAll(
                    IntStream.range(0, times).mapToObj(caller -> action).toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void readsOnOneReplicaWhatTheOtherHasJustWritten() throws Exception {
        for (int round = 0; round < 5; round++) {
            HttpResponse<String> created = call("POST", "/api/connectors", aConnector("round-" + round));
            String path = "/api/connectors/" + json(created).path("id").asLong();

            assertThat(call("GET", path, null).statusCode()).isEqualTo(200);
            assertThat(call("PUT", path, Map.of("name", "Renamed")).statusCode())
                    .isEqualTo(200);
            assertThat(json(call("GET", path, null)).path("name").asText()).isEqualTo("Renamed");
            assertThat(json(call("POST", path + "/toggle", null))
                            .path("is_active")
                            .asBoolean())
                    .isFalse();
            assertThat(json(call("GET", "/api/connectors?active=false", null))).hasSize(1);
            assertThat(call("DELETE", path, null).statusCode()).isEqualTo(204);
            assertThat(call("GET", path, null).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void countsTheConnectorsOfAUserExactly() throws Exception {
        AtomicInteger number = new AtomicInteger();

        List<Integer> statuses =
                atTheSameTime(25, () -> call("POST", "/api/connectors", aConnector("c" + number.getAndIncrement()))
                        .statusCode());

        assertThat(statuses).containsOnly(201, 400);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(PER_USER);
        assertThat(json(call("GET", "/api/connectors", null))).hasSize(PER_USER);
    }

    /** The stated tolerance: none, but for what the bucket regains while the test runs, one check every two seconds. */
    @Test
    void countsTheChecksOfAUserOverAllReplicas() throws Exception {
        long started = System.nanoTime();

        List<HttpResponse<String>> responses =
                atTheSameTime(40, () -> call("POST", "/api/connectors/test", Map.of("server_url", upstream.url())));

        long regained = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started) / 2 + 1;
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSizeBetween(30, (int) Math.min(40, 30 + regained));
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allSatisfy(refused -> {
                    assertThat(refused.statusCode()).isEqualTo(429);
                    assertThat(refused.headers().firstValueAsLong("Retry-After"))
                            .isPresent();
                });
    }

    @Test
    void countsForTheMetricsOnceAndShowsTheSameEverywhere() throws Exception {
        assertThat(call("POST", "/api/connectors", aConnector("counted")).statusCode())
                .isEqualTo(201);
        String turns = "SELECT turns FROM scheduled_work WHERE name = 'count connectors'";
        Eventually.holds("somebody counts", PATIENCE, () -> Postgres.number(POSTGRES.url(), turns) > 0);

        long started = System.nanoTime();
        long before = Postgres.number(
                POSTGRES.url(),
                "UPDATE scheduled_work SET due_at = now() WHERE name = 'count connectors' RETURNING turns");

        Eventually.holds("it is counted again", PATIENCE, () -> Postgres.number(POSTGRES.url(), turns) > before);
        // What is there, and not what was counted: that a turn was taken is known before its count is.
        String gauge = "connectors_saved{status=\"ok\"} "
                + (double) Postgres.number(
                        POSTGRES.url(), "SELECT count(*) FROM user_mcp_connections WHERE status = 'ok'");
        for (Application replica : List.of(first, second)) {
            Eventually.holds(
                    gauge, PATIENCE, () -> replica.get("/q/metrics").body().contains(gauge));
        }
        long taken = Postgres.number(POSTGRES.url(), turns) - before;
        // Once for having been made due, and at most once more for each whole period, a minute, that this has taken.
        long periods = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - started);
        assertThat(taken).isBetween(1L, 1 + periods);
    }

    @Test
    void losesAndDoublesNothingWhenAReplicaIsKilled() throws Exception {
        String database = POSTGRES.newDatabase();
        try (Application survivor = Application.startReady(Application.settings(database));
                Application victim = Application.startReady(Application.settings(database))) {
            AtomicInteger number = new AtomicInteger();
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            CountDownLatch midway = new CountDownLatch(CREATES / 3);
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

            List<Future<Void>> running = IntStream.range(0, CALLERS)
                    .<Callable<Void>>mapToObj(caller -> () -> {
                        for (int n = number.getAndIncrement(); n < CREATES; n = number.getAndIncrement()) {
                            acknowledged.add(create(n, n % 2 == 0 ? survivor : victim, survivor));
                            midway.countDown();
                        }
                        return null;
                    })
                    .map(callers::submit)
                    .toList();
            assertThat(midway.await(2, TimeUnit.MINUTES)).isTrue();
            victim.kill();
            for (Future<Void> caller : running) {
                caller.get(2, TimeUnit.MINUTES);
            }
            callers.shutdown();

            assertThat(acknowledged).hasSize(CREATES);
            assertThat(Postgres.number(database, "SELECT count(*) FROM user_mcp_connections"))
                    .isEqualTo(CREATES);
            assertThat(Postgres.number(database, "SELECT count(DISTINCT server_url) FROM user_mcp_connections"))
                    .isEqualTo(CREATES);
        }
    }

    /** As a client does behind a gateway: where no answer came, it asks again, and may hear that it is there already. */
    private static String create(int n, Application replica, Application other) throws IOException {
        Map<String, String> connector = aConnector(Integer.toString(n));
        String token = Application.tokenOf("user-" + n / PER_USER);
        String body = JSON.writeValueAsString(connector);
        HttpResponse<String> response;
        try {
            response = replica.call("POST", "/api/connectors", token, body);
        } catch (IOException killed) {
            response = other.call("POST", "/api/connectors", token, body);
            assertThat(response.statusCode()).isIn(201, 409);
            return connector.get("server_url");
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return connector.get("server_url");
    }
}
