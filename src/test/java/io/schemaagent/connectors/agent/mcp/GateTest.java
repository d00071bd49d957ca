package io.schemaagent.connectors.agent.mcp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Settings SETTINGS = Settings.letsIn(
            List.of("connectors", "*.svc.cluster.local", "CONNECTORS.test"),
            List.of(URI.create("https://Desk.example.com:443/ignored"), URI.create("http://intranet:8080")));

    private final Gate gate = new Gate(
            Optional.of("https://connectors.example.com/base"),
            Optional.of(List.of(URI.create("https://app.example.com"))),
            SETTINGS);
    private final Gate open = new Gate(Optional.empty(), Optional.empty(), Settings.pagesOf(1));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "connectors.example.com, -",
                "Connectors.Example.COM, -",
                "localhost, -",
                "127.0.0.1, -",
                "[::1], -",
                "connectors, -",
                "connectors.test, -",
                "connectors.tools.svc.cluster.local, -",
                "connectors.example.com, https://connectors.example.com",
                "connectors.example.com, HTTPS://connectors.example.com",
                "connectors.example.com, https://app.example.com",
                "connectors.example.com, https://desk.example.com",
                "connectors.example.com, http://intranet:8080",
                "localhost, http://localhost:3000",
                "127.0.0.1, http://[::1]:3000",
            })
    void letsIn(String host, String origin) {
        assertThatCode(() -> gate.check(host, origin)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -",
                "'', -",
                "evil.example.com, -",
                "connectors.example.com.evil.example, -",
                "xconnectors.example.com, -",
                "svc.cluster.local, -",
                "svc.cluster.local.evil.example, -",
                "evilsvc.cluster.local, -",
                "evil.example.com, https://connectors.example.com",
                "connectors.example.com, https://evil.example.com",
                "connectors.example.com, http://connectors.example.com",
                "connectors.example.com, https://connectors.example.com:8443",
                "connectors.example.com, http://localhost:3000",
                "connectors.example.com, null",
                "connectors.example.com, ''",
                "connectors.example.com, https://app.example.com.evil.example",
                "localhost, http://evil.example.com",
                "localhost, null",
                "localhost, ':::'",
            })
    void keepsOut(String host, String origin) {
        assertThatThrownBy(() -> gate.check(host, origin))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("CONNECTORS_AGENT_MCP_");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "anything.example, -, true",
                "-, -, true",
                "anything.example, https://anything.example, false",
                "anything.example, http://localhost, false",
                "localhost, http://localhost, true",
            })
    void knowsNoNameOfItsOwnUntilItIsToldOne(String host, String origin, boolean allowed) {
        if (allowed) {
            assertThatCode(() -> open.check(host, origin)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> open.check(host, origin)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void wantsOriginsToBeSuch() {
        Settings wrong = Settings.letsIn(List.of(), List.of(URI.create("app.example.com")));

        assertThatThrownBy(() -> new Gate(Optional.empty(), Optional.empty(), wrong))
                .hasMessageContaining("connectors.agent.mcp.origins")
                .hasMessageContaining("https://app.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no url", "connectors.example.com", "http://", ":"})
    void leavesItToOthersToRefuseABadPublicUrl(String url) {
        Gate unaware =
                new Gate(Optional.of(url), Optional.of(List.of(URI.create("app.example.com"))), Settings.pagesOf(1));

        assertThatCode(() -> unaware.check("localhost", null)).doesNotThrowAnyException();
    }
}
