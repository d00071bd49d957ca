package io.schemaagent.connectors.systemtool;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaagent.connectors.credential.AuthType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRulesTest {

    private static final String URL = "http://warehouse.internal:8080/mcp";

    /** What an operator has set; all that is left out is empty. */
    private record Definition(Optional<URI> serverUrl, Optional<String> serverToken, Optional<String> serverTokenHeader)
            implements SystemToolConfig.Definition {

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }

        @Override
        public Optional<String> description() {
            return Optional.empty();
        }

        @Override
        public Optional<String> icon() {
            return Optional.empty();
        }

        @Override
        public Optional<Category> category() {
            return Optional.empty();
        }

        @Override
        public Optional<AuthType> authType() {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> enabled() {
            return Optional.empty();
        }

        @Override
        public Optional<Boolean> beta() {
            return Optional.empty();
        }

        @Override
        public Optional<String> oauthClientId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> oauthClientSecret() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> oauthScopes() {
            return Optional.empty();
        }

        @Override
        public Optional<String> oauthIssuer() {
            return Optional.empty();
        }
    }

    private static void start(String id, String url, String token, String header) {
        Definition definition = new Definition(
                Optional.ofNullable(url).map(URI::create), Optional.ofNullable(token), Optional.ofNullable(header));
        SystemToolConfig config = () -> Map.of(id, definition);
        new SystemToolRegistry(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warehouse", "google_drive", "a", "A-b_c", "x123456789012345678901234567890123456789x"})
    void takesIdsThatCanBeInNamesOfTools(String id) {
        assertThatCode(() -> start(id, URL, null, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ware.house",
                "ware house",
                "wäre",
                "a__b",
                "end_",
                "_begin",
                "x1234567890123456789012345678901234567890xyz"
            })
    void stopsTheStartForIdsThatCannot(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(id, URL, null, null))
                .withMessageContaining("connectors.system-tools." + id);
        assertThatCode(() -> start(id, null, null, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://warehouse/mcp", "warehouse", "http://user:word@warehouse/mcp"})
    void stopsTheStartForWhatIsNoServersUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("warehouse", url, null, null))
                .withMessageContaining("connectors.system-tools.warehouse.server-url")
                .withMessageNotContaining("word");
    }

    @Test
    void stopsTheStartForATokenThatIsSentNowhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("warehouse", null, "a-token-for-nobody", null))
                .withMessageContaining("server-token")
                .withMessageNotContaining("a-token-for-nobody");
    }

    @Test
    void stopsTheStartForWhatCannotBeAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("warehouse", URL, "a-token\nof-two-lines", null))
                .withMessageContaining("server-token")
                .withMessageNotContaining("of-two-lines");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("warehouse", URL, "a-good-token", "Host"))
                .withMessageContaining("server-token-header");
    }
}
