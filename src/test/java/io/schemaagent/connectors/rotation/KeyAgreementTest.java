package io.schemaagent.connectors.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.schemaagent.connectors.MigratedDatabase;
import io.schemaagent.connectors.Postgres;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.credential.PythonTokens;
import io.schemaagent.connectors.credential.Seals;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyAgreementTest {

    private static final String OLD = "537fa78a";
    private static final String NEW = "aced4b7c";

    @RegisterExtension
    static final Postgres POSTGRES = Postgres.start();

    private MigratedDatabase database;

    @BeforeEach
    void createTables() throws SQLException {
        database = MigratedDatabase.in(POSTGRES);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A replica with its keys. */
    private record Running(KeyAgreement agreement, Credentials credentials) {

        String sealingKey() {
            return credentials.sealingKey();
        }

        void look() {
            await(agreement.keepUp());
        }

        Status readiness() {
            return await(new KeyReadiness(agreement).call()).getStatus();
        }
    }

    private Running start(String... keys) {
        Credentials credentials = Seals.credentials(keys);
        KeyAgreement agreement = new KeyAgreement(new Replicas(database.pool()), credentials);
        agreement.onStart(new StartupEvent());
        return new Running(agreement, credentials);
    }

    private Running startWithTheOldKey() {
        return start(PythonTokens.KEY);
    }

    private Running startWithBoth() {
        return start(PythonTokens.OTHER_KEY, PythonTokens.KEY);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    @Test
    void usesTheFirstKeyAtOnceWhereNobodyElseRuns() {
        Running alone = startWithBoth();
        assertThat(alone.sealingKey()).isEqualTo(OLD);
        assertThat(alone.agreement().isReached()).isFalse();

        assertThat(alone.readiness()).isEqualTo(Status.UP);

        assertThat(alone.sealingKey()).isEqualTo(NEW);
        assertThat(alone.agreement().isReached()).isTrue();
    }

    @Test
    void changesTheKeyWithTheLastReplicaThatGetsToKnowIt() {
        Running first = startWithTheOldKey();
        Running second = startWithTheOldKey();
        first.look();
        second.look();

        first.agreement().onStop(new ShutdownEvent());
        Running firstAgain = startWithBoth();
        firstAgain.look();
        assertThat(firstAgain.sealingKey()).isEqualTo(OLD);

        second.agreement().onStop(new ShutdownEvent());
        Running secondAgain = startWithBoth();
        assertThat(secondAgain.readiness()).isEqualTo(Status.UP);
        firstAgain.look();
        assertThat(firstAgain.sealingKey()).isEqualTo(NEW);
        assertThat(secondAgain.sealingKey()).isEqualTo(NEW);
    }

    @Test
    void goesBackToAnOlderKeyForAReplicaThatHasNoOther() {
        Running both = startWithBoth();
        both.look();
        Running rolledBack = startWithTheOldKey();
        rolledBack.look();

        both.look();

        assertThat(both.sealingKey()).isEqualTo(OLD);
    }

    @Test
    void isReadyWhateverOthersHave() {
        startWithTheOldKey().look();
        Running stranger = start(PythonTokens.OTHER_KEY);

        stranger.look();

        assertThat(stranger.readiness()).isEqualTo(Status.UP);
        assertThat(stranger.sealingKey()).isEqualTo(NEW);
    }

    @Test
    void isNotReadyWhileItCannotLook() throws SQLException {
        Running both = startWithBoth();
        Postgres.execute(database.url(), "ALTER TABLE replicas RENAME TO away");
        both.look();
        assertThat(both.readiness()).isEqualTo(Status.DOWN);
        both.agreement().onStop(new ShutdownEvent());

        Postgres.execute(database.url(), "ALTER TABLE away RENAME TO replicas");

        assertThat(both.readiness()).isEqualTo(Status.UP);
    }

    @Test
    void stopsWithoutADatabase() throws SQLException {
        Running both = startWithBoth();
        both.look();
        Postgres.execute(database.url(), "DROP TABLE replicas");

        both.agreement().onStop(new ShutdownEvent());

        assertThat(both.sealingKey()).isEqualTo(NEW);
    }
}
