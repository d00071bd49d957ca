package io.schemaagent.connectors.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.MigratedDatabase;
import io.schemaagent.connectors.Postgres;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReplicasTest {

    private static final Replica OLD = new Replica(List.of("old"), "old");
    private static final Replica BOTH = new Replica(List.of("new", "old"), "old");

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private MigratedDatabase database;
    private Replicas replicas;

    @BeforeEach
    void createTables() throws SQLException {
        database = MigratedDatabase.in(POSTGRES);
        replicas = new Replicas(database.pool());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    /** As if so many seconds had passed since. */
    private void age(UUID replica, String column, int seconds) throws SQLException {
        Postgres.execute(
                database.url(),
                "UPDATE replicas SET %1$s = %1$s - interval '%2$d seconds' WHERE replica = '%3$s'"
                        .formatted(column, seconds, replica));
    }

    @Test
    void knowEachOther() {
        assertThat(await(replicas.announce(one, OLD))).isEmpty();

        assertThat(await(replicas.announce(other, BOTH))).containsExactly(OLD);
        assertThat(await(replicas.announce(one, OLD))).containsExactly(BOTH);
    }

    @Test
    void areGoneAfterAMinuteOrWhenTheySaySo() throws SQLException {
        await(replicas.announce(one, OLD));

        age(one, "seen_at", 50);
        assertThat(await(replicas.announce(other, BOTH))).containsExactly(OLD);

        age(one, "seen_at", 11);
        assertThat(await(replicas.announce(other, BOTH))).isEmpty();
        assertThat(Postgres.number(database.url(), "SELECT count(*) FROM replicas"))
                .isEqualTo(1);

        await(replicas.announce(one, OLD));
        await(replicas.leave(one));
        assertThat(await(replicas.announce(other, BOTH))).isEmpty();
    }

    @Test
    void countAsSealingWithAKeyOnceTheyHaveForAWhile() throws SQLException {
        await(replicas.announce(one, BOTH));
        await(replicas.announce(one, new Replica(BOTH.keys(), "new")));
        assertThat(await(replicas.list())).noneMatch(replica -> replica.sealsWith("new"));

        age(one, "sealing_since", 10);
        await(replicas.announce(one, new Replica(BOTH.keys(), "new")));

        assertThat(await(replicas.list())).containsExactly(new Replica(BOTH.keys(), "new"));
    }

    @Test
    void comeBackAfterTheyCountedAsGone() throws SQLException {
        await(replicas.announce(one, OLD));
        age(one, "seen_at", 100);
        assertThat(await(replicas.list())).isEmpty();

        await(replicas.announce(one, BOTH));

        assertThat(await(replicas.list())).extracting(Replica::keys).containsExactly(BOTH.keys());
    }
}
