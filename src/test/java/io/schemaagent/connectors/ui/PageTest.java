package io.schemaagent.connectors.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void saysHowToTryALocalServerInDevelopmentOnly() {
        assertThat(new Page("app.js", List.of(), true).html()).contains("<mcp-connectors routing=\"hash\" demo>");
        assertThat(new Page("app.js", List.of(), false).html()).contains("<mcp-connectors routing=\"hash\">");
    }

    @Test
    void letsNobodyFrameItButWhoIsNamed() {
        assertThat(new Page("app.js", List.of(), false).contentSecurityPolicy()).endsWith("frame-ancestors 'none'");
        assertThat(new Page("app.js", List.of("https://a.example", "https://b.example"), false).contentSecurityPolicy())
                .endsWith("frame-ancestors https://a.example https://b.example");
    }
}
