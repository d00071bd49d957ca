package io.schemaagent.connectors.mcp.diagnostics;

import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.FAILED;
import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.OK;
import static io.schemaagent.connectors.mcp.diagnostics.Diagnostics.Status.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.egress.Connected;
import io.schemaagent.connectors.mcp.DiscoveryOutcome;
import io.schemaagent.connectors.mcp.diagnostics.Diagnostics.PhaseResult;
import io.schemaagent.connectors.mcp.wire.Challenge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsRecorderTest {

    private final DiagnosticsRecorder recorder = new DiagnosticsRecorder();

    private DiagnosticsRecorder connected(boolean tls) {
        recorder.passed(Phase.URL);
        recorder.passed(Phase.RESOLVE);
        recorder.connected(new Connected(Duration.ofMillis(12), Duration.ofMillis(tls ? 34 : 0)), tls);
        return recorder;
    }

    private DiagnosticsRecorder opened() {
        connected(true).passed(Phase.HTTP);
        recorder.passed(Phase.AUTH);
        recorder.passed(Phase.PROTOCOL);
        return recorder;
    }

    @Test
    void showsAllPhasesInOrder() {
        Diagnostics diagnostics = opened().succeeded(3, true);

        assertThat(diagnostics.phases()).extracting(PhaseResult::phase).containsExactly(Phase.values());
        assertThat(diagnostics.phases()).extracting(PhaseResult::status).containsOnly(OK);
        assertThat(diagnostics.pages()).isEqualTo(3);
        assertThat(diagnostics.partial()).isTrue();
        assertThat(diagnostics.nextAction()).isNull();
    }

    @Test
    void tellsOfEachPhaseOnceAsSoonAsItIsOver() {
        List<PhaseResult> heard = new ArrayList<>();
        DiagnosticsRecorder told = new DiagnosticsRecorder(heard::add);

        told.passed(Phase.URL);
        told.passed(Phase.RESOLVE);
        told.connected(new Connected(Duration.ofMillis(12), Duration.ofMillis(34)), true);
        told.connected(new Connected(Duration.ofMillis(56), Duration.ofMillis(78)), true);
        told.answered();
        told.answered();

        assertThat(heard)
                .extracting(PhaseResult::phase)
                .containsExactly(Phase.URL, Phase.RESOLVE, Phase.CONNECT, Phase.TLS, Phase.HTTP, Phase.AUTH);
        assertThat(heard).extracting(PhaseResult::status).containsOnly(OK);
        assertThat(heard.get(2).durationMs()).isEqualTo(12);
        assertThat(told.failed(FailureReason.STALLED).phases()).containsAll(heard);
    }

    @Test
    void skipsTlsWithoutTls() {
        Diagnostics diagnostics = connected(false).succeeded(3, true);

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
        recorder.connected(new Connected(Duration.ofSeconds(99), Duration.ofSeconds(99)), true);

        assertThat(diagnostics.phases())
                .contains(new PhaseResult(Phase.CONNECT, OK, 12, null))
                .contains(new PhaseResult(Phase.TLS, OK, 34, null));
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
        opened().succeeded(3, true);

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
    void keepsTheTimeOfAConnectionThatTlsMadeNothingOf() {
        recorder.passed(Phase.URL);
        recorder.passed(Phase.RESOLVE);
        recorder.connectedWithoutTls(Duration.ofMillis(12));

        assertThat(recorder.failed(FailureReason.TLS_NAME_MISMATCH).phases())
                .contains(new PhaseResult(Phase.CONNECT, OK, 12, null))
                .element(3)
                .satisfies(tls -> assertThat(tls.status()).isEqualTo(FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bear er", "-x", "<script>", "a2345678901234567890b", ""})
    void showsNothingOfAChallengeOfNoKnownForm(String scheme) {
        recorder.challenged(new Challenge(scheme, Map.of("scope", "a")));

        Diagnostics diagnostics = recorder.failed(FailureReason.AUTH_REQUIRED);

        assertThat(diagnostics.authScheme()).isNull();
        assertThat(diagnostics.authScopes()).isEmpty();
    }

    @Test
    void showsScopesAndMetadataOfAChallengeAsFarAsTheyAreWellFormed() {
        recorder.challenged(new Challenge(
                "Bearer",
                Map.of(
                        "scope",
                        "read wr\"ite  " + "x".repeat(101) + " <b> a:b",
                        "resource_metadata",
                        "https://a.example/m")));

        Diagnostics diagnostics = recorder.failed(FailureReason.AUTH_REQUIRED);

        assertThat(diagnostics.authScopes()).containsExactly("read", "a:b");
        assertThat(diagnostics.resourceMetadata()).isEqualTo("https://a.example/m");
        assertThat(diagnostics.nextAction()).contains("OAuth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "not a url", "ftp://a.example/"})
    void showsNoMetadataThatIsNoAddress(String url) {
        recorder.challenged(new Challenge("Bearer", Map.of("resource_metadata", url)));

        assertThat(recorder.failed(FailureReason.AUTH_REQUIRED).resourceMetadata())
                .isNull();
    }

    @Test
    void saysWhereARedirectLeads() {
        recorder.redirected("https://other.example");

        Diagnostics diagnostics = recorder.failed(FailureReason.REDIRECT_REFUSED);

        assertThat(diagnostics.redirectOrigin()).isEqualTo("https://other.example");
        assertThat(diagnostics.nextAction()).contains("https://other.example");
    }

    @Test
    void cutsAndCleansWhatAServerCallsItself() throws Exception {
        recorder.introduced(" a\u0000b\u001b[31m\uD800 " + "\uD834\uDD1E".repeat(200), "1\r\n2");

        Diagnostics.Server server = recorder.succeeded(3, true).server();

        assertThat(server.name().codePointCount(0, server.name().length())).isEqualTo(100);
        assertThat(server.name()).startsWith("a b [31m\uFFFD \uD834\uDD1E").doesNotContain("\u001b");
        assertThat(server.version()).isEqualTo("1  2");
        assertThat(new ObjectMapper().writeValueAsBytes(server)).isNotEmpty();
    }

    @Test
    void takesAwayAllControlCharactersOfUnicode() {
        recorder.introduced("a\u0085b\u009b31m", "\u009c1\u007f");

        assertThat(recorder.succeeded(1, false).server()).isEqualTo(new Diagnostics.Server("a b 31m", "1"));
    }

    @Test
    void knowsNoServerThatDoesNotSayItsName() {
        recorder.introduced(null, "1");
        assertThat(recorder.succeeded(3, true).server()).isNull();

        recorder.introduced("name", null);
        assertThat(recorder.succeeded(3, true).server()).isEqualTo(new Diagnostics.Server("name", null));
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
