package io.schemaagent.connectors.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabasePortTest {

    private static final int POSTGRESQLS_OWN = 5432;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    URI database;

    @Test
    void isWhereTheDatabaseOfTheseTestsListens() {
        assertThat(database.getPort()).isEqualTo(DatabasePort.of("test"));
    }

    /** A machine's own PostgreSQL is no place for tests, nor for a first try. */
    @Test
    void isNotWhereADatabaseOfSomebodyElseListens() {
        assertThat(DatabasePort.of("test")).isBetween(20_000, 31_999).isNotEqualTo(POSTGRESQLS_OWN);
    }

    @Test
    void isTheSameForWhoeverAsksAgain() {
        assertThat(DatabasePort.of("dev")).isEqualTo(DatabasePort.of("dev"));
    }

    /** Continuous testing runs beside the development that began it, in one process. */
    @Test
    void isAnotherOneForTestsThanForDevelopment() {
        assertThat(DatabasePort.of("dev")).isNotEqualTo(DatabasePort.of("test"));
    }
}
