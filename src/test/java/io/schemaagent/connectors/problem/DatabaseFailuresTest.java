package io.schemaagent.connectors.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"Timeout", "Timeout waiting for connection", "Connection is closed", "Connection closed"})
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
}
