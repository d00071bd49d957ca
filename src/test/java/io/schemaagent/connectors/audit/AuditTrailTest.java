package io.schemaagent.connectors.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditTrailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    AuditTrail trail;

    @Inject
    AuditWriter writer;

    @Inject
    ScheduledWork scheduled;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    private final String owner = Tokens.aUser();

    private AuditEvent anEvent() {
        return AuditEvent.of(owner, AuditAction.TOOL_CALLED, AuditTarget.connector(7, "Wiki"));
    }

    private RowSet<Row> execute(String sql, Object... parameters) {
        return pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(parameters)))
                .await()
                .atMost(PATIENCE);
    }

    private List<String> outcomes() {
        writer.writeAll().await().atMost(PATIENCE);
        List<String> outcomes = new ArrayList<>();
        execute("SELECT outcome FROM audit_events WHERE user_id = $1 ORDER BY outcome", owner)
                .forEach(row -> outcomes.add(row.getString(0)));
        return outcomes;
    }

    @Test
    void writesWhatIsRecordedALittleLater() {
        trail.record(anEvent().about("search").took(12).ended("TIMEOUT"));

        assertThat(outcomes()).containsExactly("TIMEOUT");
        Row row = execute("SELECT * FROM audit_events WHERE user_id = $1", owner)
                .iterator()
                .next();
        assertThat(row.getString("action")).isEqualTo("tool.called");
        assertThat(row.getString("target_type")).isEqualTo("connector");
        assertThat(row.getString("target_id")).isEqualTo("7");
        assertThat(row.getString("target_name")).isEqualTo("Wiki");
        assertThat(row.getLong("duration_ms")).isEqualTo(12);
        assertThat(row.getString("trace_id")).matches("[0-9a-f]{32}");
        assertThat(row.getJsonObject("details").encode()).isEqualTo("{\"tool\":\"search\"}");
    }

    @Test
    void writesMoreThanOneBatch() {
        for (int i = 0; i < 2_500; i++) {
            trail.record(anEvent());
        }

        assertThat(outcomes()).hasSize(2_500);
    }

    @Test
    void writesTheSameOnceHoweverOftenItIsTried() {
        AuditEntry entry = AuditEntry.of(anEvent(), Instant.now(), "trace");
        writer.add(entry);
        writer.add(entry);

        assertThat(outcomes()).containsExactly("ok");
    }

    @Test
    void writesNamesThatPostgresqlCannotHoldInAnotherForm() {
        trail.record(AuditEvent.of(owner, AuditAction.TOOL_CALLED, AuditTarget.connector(7, "a\0\uD83D"))
                .about("b\0\uDD11"));

        assertThat(outcomes()).containsExactly("ok");
    }

    @Test
    void givesUpOnlyWhatTheDatabaseWillNeverTakeAndCountsIt() {
        double before = metrics.get("connectors.audit.dropped").counter().count();
        trail.record(anEvent());
        trail.record(anEvent());
        trail.record(AuditEvent.of(null, AuditAction.TOOL_CALLED, AuditTarget.connector(7, "of nobody")));
        trail.record(anEvent());

        assertThat(outcomes()).hasSize(3);
        assertThat(metrics.get("connectors.audit.dropped").counter().count()).isEqualTo(before + 1);
    }

    @Test
    void recordsAsRefusedWhatSomebodyHasTried() {
        trail.refused(anEvent(), Problem.of(ProblemCode.CONCURRENT_CHANGE, "changed"));
        trail.refused(
                anEvent(),
                Problem.of(ProblemCode.CONNECTION_NOT_VERIFIED, "failed").with("error_code", "TIMEOUT"));
        trail.refused(anEvent(), Problem.of(ProblemCode.CONNECTOR_NOT_FOUND, "not there"));
        trail.refused(anEvent(), Problem.of(ProblemCode.RATE_LIMITED, "too often"));
        trail.refused(anEvent(), new IllegalStateException("a defect"));

        assertThat(outcomes()).containsExactly("CONCURRENT_CHANGE", "TIMEOUT");
    }

    @Test
    void changesNothingThatIsWritten() {
        trail.record(anEvent());
        assertThat(outcomes()).hasSize(1);

        assertThatThrownBy(() -> execute("UPDATE audit_events SET outcome = 'other' WHERE user_id = $1", owner))
                .hasMessageContaining("never changed");
    }

    @Test
    void erasesAUser() {
        trail.record(anEvent());
        assertThat(outcomes()).hasSize(1);

        execute("DELETE FROM audit_events WHERE user_id = $1", owner);

        assertThat(outcomes()).isEmpty();
    }

    private void insert(String daysAgo) {
        execute(
                "INSERT INTO audit_events (user_id, at, id, action, target_type, outcome)"
                        + " VALUES ($1, now() - $2::text::interval, 1, 'tool.called', 'connector', $2)",
                owner,
                daysAgo + " days");
    }

    private AuditWeeks weeks(Duration retention) {
        return new AuditWeeks(pool, scheduled, () -> retention);
    }

    @Test
    void forgetsWholeWeeksThatAreOlderThanEventsAreKept() {
        execute("SELECT add_audit_week((now() - interval '98 days')::date)");
        execute("SELECT add_audit_week((now() - interval '89 days')::date)");
        insert("98");
        insert("89");
        insert("0");

        weeks(Duration.ofDays(90)).addAndDrop().await().atMost(PATIENCE);

        assertThat(outcomes()).containsExactly("0 days", "89 days");
        assertThat(execute(
                                "SELECT to_regclass('audit_events_' || to_char(date_trunc('week', now() - interval '98 days'), 'YYYY_MM_DD'))")
                        .iterator()
                        .next()
                        .getValue(0))
                .isNull();
    }

    @Test
    void forgetsWhatIsInNoWeekAsWell() {
        insert("3000");
        assertThat(outcomes()).hasSize(1);

        weeks(Duration.ofDays(90)).addAndDrop().await().atMost(PATIENCE);

        assertThat(outcomes()).isEmpty();
    }

    @Test
    void keepsEverythingWhereNobodyWantsItForgotten() {
        insert("5000");

        weeks(Duration.ZERO).addAndDrop().await().atMost(PATIENCE);

        assertThat(outcomes()).containsExactly("5000 days");
        execute("DELETE FROM audit_events WHERE user_id = $1", owner);
    }

    @Test
    void movesWhatWasThereBeforeItsWeek() {
        insert("-700");
        assertThat(weekOf()).isEqualTo("audit_events_other");

        execute("SELECT add_audit_week((now() + interval '700 days')::date)");

        assertThat(weekOf()).startsWith("audit_events_2");
        assertThat(outcomes()).hasSize(1);
    }

    private String weekOf() {
        return execute("SELECT tableoid::regclass::text FROM audit_events WHERE user_id = $1", owner)
                .iterator()
                .next()
                .getString(0);
    }
}
