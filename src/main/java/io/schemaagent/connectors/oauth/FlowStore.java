package io.schemaagent.connectors.oauth;

import io.quarkus.scheduler.Scheduled;
import io.schemaagent.connectors.credential.Binding;
import io.schemaagent.connectors.credential.CredentialException;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.schedule.ScheduledWork;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps authorizations that users have begun, for any replica to finish. A state opens its flow once, for ten minutes; a
 * copy of the database opens none, since only digests are kept.
 */
@ApplicationScoped
class FlowStore {

    /** How long users have. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration CLEAN_UP = Duration.ofMinutes(10);
    private static final String ORIGIN = "oauth flow";

    private static final String TAKEN = "RETURNING user_id, target, flow, expires_at <= now() AS late";

    private static final String BEGIN = """
            INSERT INTO oauth_states (state, user_id, target, flow, expires_at)
            VALUES ($1, $2, $3, $4, now() + interval '%d minutes')
            """.formatted(LIFE.toMinutes());
    private static final String TAKE = "DELETE FROM oauth_states WHERE state = $1 AND target = $2 " + TAKEN;
    private static final String TAKE_OWN = "DELETE FROM oauth_states WHERE state = $1 AND user_id = $2 " + TAKEN;
    private static final String FORGET = "DELETE FROM oauth_states WHERE expires_at <= now()";

    private final Pool pool;
    private final Credentials credentials;
    private final ScheduledWork scheduled;
    private final Randomness randomness = new Randomness();

    FlowStore(Pool pool, Credentials credentials, ScheduledWork scheduled) {
        this.pool = pool;
        this.credentials = credentials;
        this.scheduled = scheduled;
    }

    /** Keeps a flow; answers with its state: 256 random bits. */
    Uni<String> begin(Flow flow) {
        String state = randomness.next();
        String sealed = credentials.sealJson(flow.toJson(), binding(flow.owner()));
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.of(digest(state), flow.owner(), flow.target(), sealed))
                .replaceWith(state);
    }

    /**
     * A flow that nobody can take any more.
     *
     * @param late whether its time was over, so that it must not be finished
     */
    record Taken(Flow flow, boolean late) {}

    /** The flow that a browser comes back with, and never again; empty where there is none, it leads elsewhere, or no key opens it. */
    Uni<Optional<Taken>> take(String state, String target) {
        return take(TAKE, state, target);
    }

    /** The same for a user, who gets only an own one. */
    Uni<Optional<Taken>> takeOwn(String state, String owner) {
        return take(TAKE_OWN, state, owner);
    }

    private Uni<Optional<Taken>> take(String statement, String state, String targetOrOwner) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(digest(state), targetOrOwner))
                .map(this::taken)
                .onFailure(CredentialException.class)
                .recoverWithItem(Optional::empty);
    }

    @Scheduled(every = ScheduledWork.LOOK_EVERY)
    Uni<Void> forget() {
        return scheduled.whenDue("forget abandoned authorizations", CLEAN_UP, () -> pool.query(FORGET)
                .execute()
                .replaceWithVoid());
    }

    private Optional<Taken> taken(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(taken(rows.iterator().next()));
    }

    private Taken taken(Row row) {
        return new Taken(flow(row), row.getBoolean("late"));
    }

    private Flow flow(Row row) {
        String owner = row.getString("user_id");
        return Flow.of(owner, row.getString("target"), credentials.openJson(row.getString("flow"), binding(owner)));
    }

    private static Binding binding(String owner) {
        return new Binding(owner, ORIGIN);
    }

    private static Buffer digest(String state) {
        return Buffer.buffer(Randomness.digest(state));
    }
}
