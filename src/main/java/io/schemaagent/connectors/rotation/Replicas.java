package io.schemaagent.connectors.rotation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The processes that serve from this database, by the database's clock. One that has not been seen for a minute is gone. */
@ApplicationScoped
class Replicas {

    /** The others, after this one has said that it is there. Who is gone is forgotten on the way. */
    private static final String ANNOUNCE = """
            WITH gone AS (
                DELETE FROM replicas WHERE replica IN (
                    SELECT replica FROM replicas
                    WHERE seen_at < now() - interval '1 minute' AND replica <> $1 FOR UPDATE SKIP LOCKED)
            ), announced AS (
                INSERT INTO replicas AS known (replica, keys, sealing_key) VALUES ($1, $2, $3)
                ON CONFLICT (replica) DO UPDATE
                SET keys = $2,
                    sealing_key = $3,
                    sealing_since = CASE WHEN known.sealing_key = $3 THEN known.sealing_since ELSE now() END,
                    seen_at = now()
            )
            SELECT keys, sealing_key AS sealing FROM replicas
            WHERE replica <> $1 AND seen_at >= now() - interval '1 minute'
            """;

    /** Long enough for what was sealed with the key before to have been written, or to have failed. */
    private static final String LIST = """
            SELECT keys, CASE WHEN sealing_since <= now() - interval '10 seconds' THEN sealing_key ELSE '' END AS sealing
            FROM replicas WHERE seen_at >= now() - interval '1 minute'
            """;

    private static final String LEAVE = "DELETE FROM replicas WHERE replica = $1";

    private final Pool pool;

    Replicas(Pool pool) {
        this.pool = pool;
    }

    /** Says that a replica is there, with these keys; answers all others. */
    Uni<List<Replica>> announce(UUID replica, Replica self) {
        Tuple said = Tuple.of(replica, self.keys().toArray(String[]::new), self.sealing());
        return pool.preparedQuery(ANNOUNCE).execute(said).map(Replicas::replicas);
    }

    /** All that serve right now. */
    Uni<List<Replica>> list() {
        return pool.query(LIST).execute().map(Replicas::replicas);
    }

    /** Says that a replica is gone. */
    Uni<Void> leave(UUID replica) {
        return pool.preparedQuery(LEAVE).execute(Tuple.of(replica)).replaceWithVoid();
    }

    private static List<Replica> replicas(RowSet<Row> rows) {
        List<Replica> replicas = new ArrayList<>(rows.size());
        rows.forEach(
                row -> replicas.add(new Replica(List.of(row.getArrayOfStrings("keys")), row.getString("sealing"))));
        return replicas;
    }
}
