package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundHeadersTest {

    private static final BoundHeaders CREDENTIAL =
            new BoundHeaders("https://mcp.example", Map.of("Authorization", "Bearer geheim"));

    private static UpstreamUrl url(String text) {
        return UpstreamUrl.parse(text).orElseThrow();
    }

    @Test
    void showsHeaderNamesButNoValues() {
        assertThat(CREDENTIAL).hasToString("[Authorization] for https://mcp.example");
        assertThat(BoundHeaders.none()).hasToString("[] for any origin");
    }

    @Test
    void keepsTheOrderOfHeadersAndItsOwnCopy() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Z", "1");
        headers.put("A", "2");

        BoundHeaders bound = new BoundHeaders("https://mcp.example", headers);
        headers.put("M", "3");

        assertThat(bound.headers()).containsExactly(Map.entry("Z", "1"), Map.entry("A", "2"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> bound.headers().put("B", "4"));
    }

    @Test
    void goesToItsOriginWhateverThePath() {
        assertThat(CREDENTIAL.mayGoTo(url("https://MCP.example:443/any?path"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example/",
                "https://mcp.example:8443/",
                "https://mcp.example./",
                "https://a.mcp.example/",
                "https://mcp.example.evil.example/"
            })
    void goesToNoOtherOrigin(String url) {
        assertThat(CREDENTIAL.mayGoTo(url(url))).isFalse();
    }

    @Test
    void goesAnywhereWithoutHeaders() {
        assertThat(BoundHeaders.none().isEmpty()).isTrue();
        assertThat(BoundHeaders.none().mayGoTo(url("https://mcp.example/"))).isTrue();
        assertThat(new BoundHeaders("https://other.example", Map.of()).mayGoTo(url("https://mcp.example/")))
                .isTrue();
        assertThat(CREDENTIAL.isEmpty()).isFalse();
    }
}
