package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:pass@db.example.com:5433/app",
                "postgres://user:pass@db.example.com:5433/app",
                "postgresql+asyncpg://user:pass@db.example.com:5433/app",
                "postgresql+psycopg2://user:pass@db.example.com:5433/app",
                "jdbc:postgresql://user:pass@db.example.com:5433/app",
                "jdbc:postgresql://db.example.com:5433/app?user=user&password=pass",
                "vertx-reactive:postgresql://user:pass@db.example.com:5433/app",
                "  POSTGRESQL://user:pass@db.example.com:5433/app "
            })
    void takesTheFormsThatPeopleHave(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text).orElseThrow();

        assertThat(url.reactiveUrl()).isEqualTo("postgresql://db.example.com:5433/app");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:5433/app");
        assertThat(url.user()).contains("user");
        assertThat(url.password()).contains("pass");
    }

    @Test
    void knowsTheUsualPort() {
        assertThat(DatabaseUrl.parse("postgresql://db/app").orElseThrow().reactiveUrl())
                .isEqualTo("postgresql://db:5432/app");
    }

    @Test
    void handsParametersOnToBothDrivers() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql+asyncpg://u@db/app?ssl=require&application_name=c")
                .orElseThrow();

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/app?sslmode=require&application_name=c");
        assertThat(url.reactiveUrl()).endsWith("?sslmode=require&application_name=c");
        assertThat(url.password()).isEmpty();
    }

    @Test
    void decodesSpecialCharactersInThePassword() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://us%40er:p%3Aa%2Fs+s%25@db/app").orElseThrow();

        assertThat(url.user()).contains("us@er");
        assertThat(url.password()).contains("p:a/s+s%");
    }

    @Test
    void namesNoPassword() {
        assertThat(DatabaseUrl.parse("postgresql://user:topsecret@db/app")
                        .orElseThrow()
                        .toString())
                .doesNotContain("topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "mysql://user@db/app",
                "postgresql://",
                "postgresql://db",
                "postgresql://db/",
                "postgresql:app",
                "postgresql://us er@db/app",
                "postgresql://[::99999999999.1.1.1]/app",
                "http://db/app"
            })
    void refusesWhatIsNoPostgresqlUrl(String text) {
        assertThat(DatabaseUrl.parse(text)).isEmpty();
    }
}
