package io.schemaagent.connectors.mcp.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.egress.EgressException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureReasonTest {

    @ParameterizedTest
    @EnumSource(value = EgressException.Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "STALLED")
    void hasANameForEverythingThatTheNetworkCanDo(EgressException.Reason reason) {
        assertThat(FailureReason.valueOf(reason.name()).phase()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void saysWhatToDo(FailureReason reason) {
        assertThat(reason.nextAction()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(reason.code()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_URL, Invalid URL format. Must be a valid HTTP/HTTPS URL.",
        "CONNECTION_FAILED, Cannot connect to server. Please check the URL.",
        "TIMEOUT, Connection timed out after 10 seconds.",
        "AUTH_FAILED, Authentication failed. Please check your credentials.",
        "INVALID_MCP_SERVER, This doesn't appear to be a valid MCP server.",
        "BLOCKED_ADDRESS, This address is not allowed."
    })
    void tellsUsersInTheWordsTheyKnow(ErrorCode code, String message) {
        assertThat(code.message(Duration.ofSeconds(10))).isEqualTo(message);
        assertThat(code.type()).isNotBlank();
    }

    @Test
    void namesTheDeadlineInWholeSeconds() {
        assertThat(ErrorCode.TIMEOUT.message(Duration.ofMillis(2500))).contains(" 2 seconds");
        assertThat(ErrorCode.TIMEOUT.message(Duration.ofMillis(100))).contains(" 1 seconds");
    }
}
