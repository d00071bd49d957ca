package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.Diagnostics.Status.FAILED;
import static io.schemaagent.connectors.mcp.Diagnostics.Status.OK;
import static io.schemaagent.connectors.mcp.Diagnostics.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.mcp.Diagnostics.PhaseResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticsRecorderTest {

    private final DiagnosticsRecorder recorder = new DiagnosticsRecorder();

    private DiagnosticsRecorder connected(boolean tls) {
        recorder.passed(Phase.URL);
        recorder.passed(Phase.RESOLVE);
        recorder.connected(tls, Duration.ofMillis(12));
        return recorder;
    }

    private DiagnosticsRecorder opened() {
        connected(true).passed(Phase.HTTP);
        recorder.passed(Phase.AUTH);
        recorder.passed(Phase.PROTOCOL);
        return recorder;
    }

    private static Catalogue aCatalogue() {
        return new Catalogue(List.of(), List.of(), 3, true);
    }

    @Test
    void showsAllPhasesInOrder() {
        Diagnostics diagnostics = opened().succeeded(aCatalogue());

        assertThat(diagnostics.phases()).extracting(PhaseResult::phase).containsExactly(Phase.values());
        assertThat(diagnostics.phases()).extracting(PhaseResult::status).containsOnly(OK);
        assertThat(diagnostics.pages()).isEqualTo(3);
        assertThat(diagnostics.partial()).isTrue();
        assertThat(diagnostics.nextAction()).isNull();
    }

    @Test
    void skipsTlsWithoutTls() {
        Diagnostics diagnostics = connected(false).succeeded(aCatalogue());

        assertThat(diagnostics.phases()).contains(new PhaseResult(Phase.TLS, SKIPPED, 0, null));
    }

    @Test
    void skipsWhatComesAfterAFailure() {
        Diagnostics diagnostics = connected(false).failed(FailureReason.WRONG_CONTENT_TYPE);

        assertThat(diagnostics.phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, SKIPPED, FAILED, SKIPPED, SKIPPED, SKIPPED);
        assertThat(diagnostics.phases())
                .extracting(PhaseResult::reason)
                .containsExactly(null, null, null, null, FailureReason.WRONG_CONTENT_TYPE, null, null, null);
        assertThat(diagnostics.nextAction()).isEqualTo(FailureReason.WRONG_CONTENT_TYPE.nextAction());
    }

    @Test
    void keepsTheTimeOfTheFirstConnection() {
        Diagnostics diagnostics = connected(true).failed(FailureReason.STALLED);
        recorder.connected(true, Duration.ofSeconds(99));

        assertThat(diagnostics.phases()).contains(new PhaseResult(Phase.CONNECT, OK, 12, null));
    }

    @Test
    void takesAStandstillForAFailureOfTheStepUnderWay() {
        assertThat(new DiagnosticsRecorder().failed(FailureReason.STALLED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
        assertThat(connected(false).failed(FailureReason.STALLED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, SKIPPED, FAILED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void takesALateBreakForAFailureOfTheStepUnderWay() {
        assertThat(opened().failed(FailureReason.CONNECTION_LOST).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, OK, OK, OK, OK, FAILED);
    }

    @Test
    void remembersTheLastStepAsFailedWhenAllHadPassed() {
        opened().succeeded(aCatalogue());

        assertThat(recorder.failed(FailureReason.STALLED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, OK, OK, OK, OK, FAILED);
    }

    @Test
    void countsARequestForCredentialsAsAnAnswer() {
        assertThat(connected(false).failed(FailureReason.AUTH_REQUIRED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, SKIPPED, OK, FAILED, SKIPPED, SKIPPED);
    }

    @Test
    void saysThatAServerNoLongerLetsUsIn() {
        assertThat(opened().failed(FailureReason.AUTH_REJECTED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, OK, OK, FAILED, OK, SKIPPED);
    }

    @Test
    void countsARefusedCertificateAsAConnection() {
        recorder.passed(Phase.URL);
        recorder.passed(Phase.RESOLVE);

        assertThat(recorder.failed(FailureReason.TLS_UNTRUSTED).phases())
                .extracting(PhaseResult::status)
                .containsExactly(OK, OK, OK, FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }

    @Test
    void cutsAndCleansWhatAServerCallsItself() throws Exception {
        recorder.introduced("2025-11-25", " a\u0000b\u001b[31m\uD800 " + "\uD834\uDD1E".repeat(200), "1\r\n2");

        Diagnostics.Server server = recorder.succeeded(aCatalogue()).server();

        assertThat(server.name().codePointCount(0, server.name().length())).isEqualTo(100);
        assertThat(server.name()).startsWith("a b [31m\uFFFD \uD834\uDD1E").doesNotContain("\u001b");
        assertThat(server.version()).isEqualTo("1  2");
        assertThat(new ObjectMapper().writeValueAsBytes(server)).isNotEmpty();
    }

    @Test
    void knowsNoServerThatDoesNotSayItsName() {
        recorder.introduced("2025-11-25", null, "1");
        assertThat(recorder.succeeded(aCatalogue()).server()).isNull();

        recorder.introduced("2025-11-25", "name", null);
        assertThat(recorder.succeeded(aCatalogue()).server()).isEqualTo(new Diagnostics.Server("name", null));
    }

    @Test
    void hasNothingToShowWhereNothingWasTried() {
        Diagnostics diagnostics = Diagnostics.notStarted("Do this first.");

        assertThat(diagnostics.phases())
                .hasSize(8)
                .extracting(PhaseResult::status)
                .containsOnly(SKIPPED);
        assertThat(diagnostics.nextAction()).isEqualTo("Do this first.");
    }

    @Test
    void failsTheFirstPhaseWhereTheUrlIsNone() {
        DiscoveryOutcome outcome = DiscoveryOutcome.invalidUrl();

        assertThat(outcome).isInstanceOfSatisfying(DiscoveryOutcome.Failed.class, failed -> assertThat(failed.code())
                .isEqualTo(ErrorCode.INVALID_URL));
        assertThat(outcome.diagnostics().phases())
                .extracting(PhaseResult::status)
                .containsExactly(FAILED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED);
    }
}
