package io.schemaagent.connectors.oauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.fuzz.JsonText;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReplyTest {

    private static TokenReply parse(String json) {
        return TokenReply.parse(JsonText.read(json));
    }

    @Test
    void readsWhatWasIssued() {
        TokenReply reply =
                parse("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"b\",\"expires_in\":60,"
                        + "\"scope\":\"read write\",\"id_token\":\"c\"}");

        assertThat(reply.accessToken().reveal()).isEqualTo("a");
        assertThat(reply.refreshToken().map(Secret::reveal)).contains("b");
        assertThat(reply.expiresIn()).contains(Duration.ofMinutes(1));
        assertThat(reply.scopes()).contains(Set.of("read", "write"));
        assertThat(reply.idToken().map(Secret::reveal)).contains("c");
    }

    @ParameterizedTest
    @CsvSource({"3600,3600", "'\"3600\"',3600", "0,0", "-7,0", "'\"-7\"',0", "9999999999,315360000", "1.9,1"})
    void readsLifetimesAsTheyAreMeant(String lifetime, long seconds) {
        assertThat(parse("{\"access_token\":\"a\",\"expires_in\":" + lifetime + "}")
                        .expiresIn())
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"soon\"", "\"\"", "{}", "[60]", "true", "99999999999999999999999", "\"1e9\""})
    void knowsNoLifetimeThatIsNone(String lifetime) {
        assertThat(parse("{\"access_token\":\"a\",\"expires_in\":" + lifetime + "}")
                        .expiresIn())
                .satisfiesAnyOf(none -> assertThat(none).isEmpty(), some -> assertThat(some.orElseThrow())
                        .isPositive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":7}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX-Admin: 1\"}",
                "{\"access_token\":\"\u00e4\"}",
                "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}"
            })
    void takesNothingElse(String json) {
        assertThatThrownBy(() -> parse(json)).hasMessage("REPLY_INVALID");
    }

    @Test
    void leavesARefreshTokenOutThatCannotBeSent() {
        assertThat(parse("{\"access_token\":\"a\",\"refresh_token\":\"b\\n\"}").refreshToken())
                .isEqualTo(Optional.empty());
    }

    @Test
    void readsForms() {
        assertThat(TokenReply.parse(
                                TokenReply.ofForm("access_token=a%2Bb&scope=read+write&broken=%ZZ&=x&y&access_token=c"))
                        .accessToken()
                        .reveal())
                .isEqualTo("a+b");
    }

    @Test
    void showsNoToken() {
        assertThat(parse("{\"access_token\":\"geheim\",\"refresh_token\":\"geheim\",\"id_token\":\"geheim\"}")
                        .toString())
                .doesNotContain("geheim");
    }
}
