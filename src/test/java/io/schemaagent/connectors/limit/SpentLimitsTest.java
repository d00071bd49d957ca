package io.schemaagent.connectors.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SpentLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String BUCKET =
            "INSERT INTO rate_limits (user_id, action, empty_at) VALUES ($1, 'call', now() + %s)";
    private static final String CALLS =
            "INSERT INTO calls_under_way (user_id, ends_at) VALUES ($1, ARRAY[%s]::timestamptz[])";
    private static final String PAST = "now() - interval '1 second'";
    private static final String FUTURE = "now() + interval '1 hour'";

    @Inject
    SpentLimits limits;

    @Inject
    Pool pool;

    private final String owner = Tokens.aUser();

    private void execute(String statement) {
        pool.preparedQuery(statement).execute(Tuple.of(owner)).await().atMost(PATIENCE);
    }

    private void forget() {
        limits.forgetAll().await().atMost(PATIENCE);
    }

    private long rows(String table) {
        return pool.preparedQuery("SELECT count(*) FROM " + table + " WHERE user_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void forgetsBucketsThatAreEmpty() {
        execute(BUCKET.formatted("interval '-1 second'"));

        forget();

        assertThat(rows("rate_limits")).isZero();
    }

    @Test
    void keepsBucketsThatAreNotEmpty() {
        execute(BUCKET.formatted("interval '1 hour'"));

        forget();

        assertThat(rows("rate_limits")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PAST, PAST + "," + PAST})
    void forgetsWhoHasNoCallsUnderWay(String calls) {
        execute(CALLS.formatted(calls));

        forget();

        assertThat(rows("calls_under_way")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {FUTURE, PAST + "," + FUTURE})
    void keepsWhoHasOneUnderWay(String calls) {
        execute(CALLS.formatted(calls));

        forget();

        assertThat(rows("calls_under_way")).isOne();
    }

    @Test
    void keepsWhoBeginsOneMeanwhile() {
        execute(CALLS.formatted(PAST));
        SqlConnection caller = pool.getConnectionAndAwait();
        Transaction begun = caller.beginAndAwait();
        caller.preparedQuery("UPDATE calls_under_way SET ends_at = ARRAY[" + FUTURE + "] WHERE user_id = $1")
                .executeAndAwait(Tuple.of(owner));
        CompletableFuture<Void> forgetting = limits.forgetAll().subscribeAsCompletionStage();
        Eventually.holds("it waits for whoever begins", PATIENCE, this::isWaiting);

        begun.commitAndAwait();

        forgetting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        caller.closeAndAwait();
        assertThat(rows("calls_under_way")).isOne();
    }

    private boolean isWaiting() {
        return pool.query("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM calls_under_way%'")
                        .execute()
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next()
                        .getLong(0)
                > 0;
    }
}
