package io.schemaagent.connectors.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.MigratedDatabase;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallLimitsTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private final List<UniEmitter<? super String>> waiting = Collections.synchronizedList(new ArrayList<>());
    private MigratedDatabase database;

    private record Limits(int callsPerMinute, int callsAtOncePerUser) implements LimitConfig {

        @Override
        public int perUser() {
            return 10;
        }

        @Override
        public int checksPerMinute() {
            return 0;
        }

        @Override
        public int checksAtOncePerUser() {
            return 0;
        }

        @Override
        public int checksAtOnce() {
            return 0;
        }
    }

    @BeforeEach
    void createTables() throws SQLException {
        database = MigratedDatabase.in(POSTGRES);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** What one replica has; each has one of its own. */
    private CallLimits replica(int perMinute, int atOnce) {
        Limits limits = new Limits(perMinute, atOnce);
        return new CallLimits(new CallRoom(database.pool(), limits), new RateLimiter(database.pool(), limits));
    }

    private static String call(CallLimits replica, String owner) {
        return replica.run(owner, LONGEST, () -> Uni.createFrom().item("done"))
                .await()
                .atMost(PATIENCE);
    }

    /** Begins a call that is under way until it is told to end; answers when it is. */
    private Cancellable begin(CallLimits replica, String owner) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Cancellable call = replica.run(owner, LONGEST, () -> {
                    begun.complete(null);
                    return Uni.createFrom().<String>emitter(waiting::add);
                })
                .subscribe()
                .with(done -> {}, begun::completeExceptionally);
        try {
            begun.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException refused) {
            throw (RuntimeException) refused.getCause();
        }
        return call;
    }

    private static void assertRefused(Runnable step, String sentence) {
        assertThatThrownBy(step::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED);
            assertThat(problem.getMessage()).contains(sentence);
            assertThat((long) problem.extensions().get("retry_after")).isPositive();
        });
    }

    private long underWay(String owner) {
        try {
            return Postgres.number(
                    database.url(),
                    "SELECT coalesce(sum(cardinality(ends_at)), 0) FROM calls_under_way WHERE user_id = '" + owner
                            + "'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void boundsWhatIsUnderWayOverAllReplicas() {
        CallLimits one = replica(0, 2);
        CallLimits other = replica(0, 2);
        begin(one, "a");
        begin(other, "a");

        assertRefused(() -> call(one, "a"), "You have 2 calls of tools under way");
        assertRefused(() -> call(other, "a"), "You have 2 calls of tools under way");
        assertThat(call(one, "b")).isEqualTo("done");
    }

    @Test
    void givesRoomAgainHoweverACallEnds() {
        CallLimits replica = replica(0, 1);

        assertThat(call(replica, "a")).isEqualTo("done");
        assertThatThrownBy(() -> replica.run(
                                "a", LONGEST, () -> Uni.createFrom().failure(new IllegalStateException("broken")))
                        .await()
                        .atMost(PATIENCE))
                .hasMessage("broken");
        assertThat(underWay("a")).isZero();

        begin(replica, "a").cancel();
        Eventually.holds("there is room", PATIENCE, () -> underWay("a") == 0);
        assertThat(call(replica, "a")).isEqualTo("done");
    }

    @Test
    void givesRoomAgainAlthoughTheDatabaseIsBusyAtThatMoment() throws SQLException {
        CallLimits replica = replica(0, 1);
        begin(replica, "a");
        // What a sequence has given is not taken back with the statement that fails.
        Postgres.execute(database.url(), "CREATE SEQUENCE tries");
        Postgres.execute(database.url(), """
                CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF nextval('tries') = 1 THEN RAISE EXCEPTION 'busy'; END IF; RETURN NEW; END $$
                """);
        Postgres.execute(
                database.url(),
                "CREATE TRIGGER busy BEFORE UPDATE ON calls_under_way FOR EACH ROW EXECUTE FUNCTION fail_once()");

        waiting.get(0).complete("done");

        Eventually.holds("there is room", PATIENCE, () -> underWay("a") == 0);
        assertThat(Postgres.number(database.url(), "SELECT last_value FROM tries"))
                .isEqualTo(2);
    }

    @Test
    void endsOneOfThoseThatBeganTogether() throws SQLException {
        CallLimits replica = replica(0, 3);
        begin(replica, "a");
        Postgres.execute(database.url(), "UPDATE calls_under_way SET ends_at = ends_at || ends_at WHERE user_id = 'a'");

        waiting.get(0).complete("done");

        Eventually.holds("one is left", PATIENCE, () -> underWay("a") == 1);
    }

    @Test
    void forgetsTheCallsOfAReplicaThatDied() throws SQLException {
        CallLimits replica = replica(0, 1);
        begin(replica, "a");
        Postgres.execute(database.url(), "UPDATE calls_under_way SET ends_at = ARRAY[now() - interval '1 second']");

        assertThat(call(replica, "a")).isEqualTo("done");
    }

    @Test
    void countsExactlyWhateverComesAtOnce() {
        CallLimits replica = replica(0, 5);

        assertThat(begunOf(40, List.of(replica))).isEqualTo(5);
    }

    private boolean isBegun(CallLimits replica) {
        try {
            begin(replica, "a");
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    @Test
    void boundsCallsAMinute() {
        CallLimits replica = replica(3, 0);
        for (int i = 0; i < 3; i++) {
            call(replica, "a");
        }

        assertRefused(() -> call(replica, "a"), "Too many calls of tools. Try again in");
        assertThat(call(replica, "b")).isEqualTo("done");
    }

    @Test
    void givesThePlaceBackOfWhatComesTooOften() {
        CallLimits replica = replica(1, 1);
        call(replica, "a");

        assertRefused(() -> call(replica, "a"), "Too many calls of tools");

        assertThat(underWay("a")).isZero();
    }

    @Test
    void countsExactlyWhatIsLetInOverAllReplicas() {
        List<CallLimits> replicas = List.of(replica(7, 5), replica(7, 5), replica(7, 5));

        assertThat(begunOf(30, replicas)).as("as many as there is room for").isEqualTo(5);
        waiting.forEach(call -> call.complete("done"));
        Eventually.holds("all have ended", PATIENCE, () -> underWay("a") == 0);

        assertThat(begunOf(30, replicas))
                .as("the rest of a minute's: those without room have cost nothing")
                .isEqualTo(2);
        Eventually.holds("the others have given their places back", PATIENCE, () -> underWay("a") == 2);
    }

    @Test
    void neverCountsBeyondAMinutesCallsWhateverComesAtOnce() {
        List<CallLimits> replicas = List.of(replica(6, 100), replica(6, 100));

        assertThat(begunOf(40, replicas)).isEqualTo(6);
    }

    private long begunOf(int number, List<CallLimits> replicas) {
        List<CompletableFuture<Boolean>> calls = IntStream.range(0, number)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> isBegun(replicas.get(i % replicas.size()))))
                .toList();
        return calls.stream().filter(CompletableFuture::join).count();
    }

    @Test
    void asksNobodyWhereThereIsNoLimit() throws SQLException {
        Postgres.execute(database.url(), "DROP TABLE calls_under_way, rate_limits");

        assertThat(call(replica(0, 0), "a")).isEqualTo("done");
    }
}
