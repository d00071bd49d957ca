package io.schemaagent.connectors.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.restassured.path.json.JsonPath;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BackgroundRefreshTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    BackgroundRefresh refresh;

    @Inject
    DueConnectors due;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start();

    @AfterEach
    void stopServer() {
        server.close();
        execute("UPDATE user_mcp_connections SET refresh_at = NULL WHERE user_id = $1", owner);
    }

    private void execute(String sql, Object... parameters) {
        pool.preparedQuery(sql).execute(Tuple.from(List.of(parameters))).await().atMost(PATIENCE);
    }

    private int create() {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body("{\"name\":\"a\",\"server_url\":\"" + server.url() + "\",\"confirm_duplicate\":true}")
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private JsonPath connector(int id) {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .get("/api/connectors/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void makeDue(int id) {
        execute(
                "UPDATE user_mcp_connections SET refresh_at = now() AT TIME ZONE 'UTC' - interval '1 s' WHERE id = $1",
                (long) id);
    }

    private Duration untilRefresh(int id) {
        LocalDateTime at = pool.preparedQuery("SELECT refresh_at FROM user_mcp_connections WHERE id = $1")
                .execute(Tuple.of((long) id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLocalDateTime(0);
        return Duration.between(LocalDateTime.now(ZoneOffset.UTC), at);
    }

    /** On an event loop, as the scheduler does. */
    private <T> T onEventLoop(Supplier<Uni<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(go -> work.get().subscribe().with(done::complete, done::completeExceptionally));
        return done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void refreshDue() {
        onEventLoop(refresh::refreshDue);
    }

    @Test
    void readsTheToolsOfWhatIsDue() {
        server.withTools("old");
        int id = create();
        server.withTools("new", "newer").forgetRequests();
        makeDue(id);

        refreshDue();

        assertThat(connector(id).getList("discovered_tools.name")).containsExactly("new", "newer");
        assertThat(untilRefresh(id)).isBetween(Duration.ofMinutes(355), Duration.ofMinutes(400));
        // As it was talked to before: without finding out how.
        assertThat(server.received()).startsWith("initialize");
    }

    @Test
    void withholdsWhatNobodyHasLookedAt() {
        server.withTools("kept").withTool(FakeMcpServer.aTool("poisoned", "before"));
        int id = create();
        server.withTools("kept", "new").withTool(FakeMcpServer.aTool("poisoned", "after"));
        makeDue(id);

        refreshDue();

        assertThat(connector(id).getList("discovered_tools.state")).containsExactly("approved", "pending", "changed");
    }

    @Test
    void leavesAloneWhatIsNotDue() {
        create();
        server.forgetRequests();

        refreshDue();

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void leavesAloneWhatIsSwitchedOff() {
        int id = create();
        makeDue(id);
        execute("UPDATE user_mcp_connections SET is_active = false WHERE id = $1", (long) id);
        server.forgetRequests();

        refreshDue();

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void keepsTheLastGoodToolsOfAServerThatFails() {
        server.withTools("good");
        int id = create();
        server.onEverything().answersStatus(503);
        makeDue(id);

        refreshDue();

        JsonPath connector = connector(id);
        assertThat(connector.getList("discovered_tools.name")).containsExactly("good");
        assertThat(connector.getString("status")).isEqualTo("failing");
        assertThat(connector.getString("stale_since")).isEqualTo(connector.getString("last_verified_at"));
        assertThat(connector.getString("last_error.code")).isEqualTo("CONNECTION_FAILED");
        assertThat(untilRefresh(id)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    private List<String> actions() {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .get("/api/audit")
                .then()
                .statusCode(200)
                .extract()
                .path("events.action");
    }

    @Test
    void tellsTheOwnersTrailOnceThatAServerFailsAndThatItWorksAgain() {
        int id = create();
        server.onEverything().answersStatus(503);
        makeDue(id);
        refreshDue();
        makeDue(id);
        refreshDue();
        server.answersNormally();
        makeDue(id);
        refreshDue();

        Eventually.holds("the trail has it", PATIENCE, () -> actions().contains("connector.recovered"));
        assertThat(actions()).containsExactly("connector.recovered", "connector.failing", "connector.created");
    }

    @Test
    void asksMoreAndMoreSeldomWhatKeepsFailing() {
        int id = create();
        server.onEverything().answersStatus(503);
        execute("UPDATE user_mcp_connections SET consecutive_failures = 6 WHERE id = $1", (long) id);
        makeDue(id);

        refreshDue();

        assertThat(untilRefresh(id)).isBetween(Duration.ofMinutes(150), Duration.ofMinutes(320));
    }

    @Test
    void refreshesSoonWhatTheServerSaysIsFreshForMinutes() {
        server.speaksTheModernEraOnly().givesListsATtl(600_000);
        int id = create();

        assertThat(untilRefresh(id)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(12));
    }

    @Test
    void takesEachForOneReplicaOnly() {
        int one = create();
        int other = create();
        makeDue(one);
        makeDue(other);

        List<DueConnectors.Due> first = onEventLoop(() -> due.take(1));
        List<DueConnectors.Due> second = onEventLoop(() -> due.take(1));
        List<DueConnectors.Due> third = onEventLoop(() -> due.take(1));

        assertThat(first).hasSize(1).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(1);
        assertThat(third).isEmpty();
    }

    @Test
    void refreshesTheOthersWhenOneIsGoneBeforeItIsRead() {
        server.withTools("old");
        int id = create();
        server.withTools("new");

        onEventLoop(() -> refresh.refreshAll(
                List.of(new DueConnectors.Due(owner, Long.MAX_VALUE), new DueConnectors.Due(owner, id))));

        assertThat(connector(id).getList("discovered_tools.name")).containsExactly("new");
    }

    @Test
    void costsItsOwnerNothingWhenItIsGoneMeanwhile() {
        int id = create();
        makeDue(id);
        server.on("tools/list").answersWhenReleased();

        CompletableFuture<Void> running = CompletableFuture.runAsync(this::refreshDue);
        server.awaitRequests("tools/list", 2);
        given().auth()
                .oauth2(Tokens.of(owner))
                .delete("/api/connectors/" + id)
                .then()
                .statusCode(204);
        server.releases();

        running.orTimeout(30, TimeUnit.SECONDS).join();
        given().auth()
                .oauth2(Tokens.of(owner))
                .get("/api/connectors/" + id)
                .then()
                .statusCode(404);
    }
}
