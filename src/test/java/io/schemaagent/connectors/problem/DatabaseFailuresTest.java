package io.schemaagent.connectors.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timeout",
                "Timeout waiting for connection",
                "Connection is closed",
                "Connection closed",
                "Connection pool reached max wait queue size of 256",
                "Failed to read any response from the server, the underlying connection may have been lost unexpectedly."
            })
    void recognizesAPoolThatHasNoConnectionToGive(String message) {
        assertThat(DatabaseFailures.isUnavailable(new IllegalStateException(new Exception(message))))
                .isTrue();
    }

    @Test
    void recognizesADatabaseThatIsAway() {
        assertThat(DatabaseFailures.isUnavailable(new RuntimeException(new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void takesADefectForADefect() {
        assertThat(DatabaseFailures.isUnavailable(new IllegalStateException("Timeout of something else")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "57014", "55P03", "25006"})
    void recognizesWhatPostgresqlSaysWhereItHasNoTime(String state) {
        assertThat(DatabaseFailures.isUnavailable(new RuntimeException(new PgException("m", "FATAL", state, "d"))))
                .isTrue();
        assertThat(DatabaseFailures.isUnavailable(new RuntimeException(new SQLException("m", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "28P01", "3D000", "57000"})
    void takesAnObjectionForADefect(String state) {
        assertThat(DatabaseFailures.isUnavailable(new PgException("m", "ERROR", state, "d")))
                .isFalse();
        assertThat(DatabaseFailures.isUnavailable(new SQLException("m", state))).isFalse();
    }

    @Test
    void findsTheSqlStateOfEitherDriverWithinOtherFailures() {
        Throwable reactive = new RuntimeException(new PgException("m", "ERROR", "42P01", "d"));
        Throwable jdbc = new RuntimeException(new RuntimeException(new SQLException("m", "42P01")));

        assertThat(DatabaseFailures.hasSqlState(reactive, "42P01")).isTrue();
        assertThat(DatabaseFailures.hasSqlState(jdbc, "42P01")).isTrue();
        assertThat(DatabaseFailures.hasSqlState(reactive, "23505")).isFalse();
    }

    @Test
    void findsNoSqlStateWhereThereIsNone() {
        Throwable silent = new PgException("42P01", "ERROR", null, "d");

        assertThat(DatabaseFailures.hasSqlState(new RuntimeException("42P01", silent), "42P01"))
                .isFalse();
    }

    @Test
    void recognizesEveryKindOfBrokenConnection() {
        assertThat(List.of(
                        new UnknownHostException("postgres"),
                        new SocketException("Connection reset"),
                        new IOException("recvAddress(..) failed: Connection reset by peer"),
                        new ClosedChannelException()))
                .allMatch(DatabaseFailures::isUnavailable);
        assertThat(DatabaseFailures.isUnavailable(new RuntimeException(new JsonParseException(null, "not JSON"))))
                .isFalse();
    }
}
