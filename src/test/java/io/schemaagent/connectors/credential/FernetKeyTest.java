package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FernetKeyTest {

    private static final byte[] BYTES = Base64.getUrlDecoder().decode(PythonTokens.KEY);

    @Test
    void signsWithTheFirstHalfAndEncryptsWithTheSecond() {
        FernetKey key = FernetKey.parse(PythonTokens.KEY);

        assertThat(key.signing()).hasSize(16).isEqualTo(Arrays.copyOf(BYTES, 16));
        assertThat(key.encryption()).hasSize(16).isEqualTo(Arrays.copyOfRange(BYTES, 16, 32));
    }

    @Test
    void takesTheFormsThatPythonTakes() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0xfb);
        String urlSafe = Base64.getUrlEncoder().encodeToString(bytes);
        String standard = Base64.getEncoder().encodeToString(bytes);

        assertThat(urlSafe).isNotEqualTo(standard);
        assertThat(FernetKey.parse(" " + urlSafe + "\n").encryption())
                .isEqualTo(FernetKey.parse(standard).encryption());
        assertThat(FernetKey.parse(urlSafe.replace("=", "")).signing())
                .isEqualTo(FernetKey.parse(standard).signing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "this is not a key at all!!!!!!!!!!!!!!!!!!!!",
                "c2hvcnQ=",
                "BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeSw==",
                "BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9AA",
                "BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9A=x",
                "\u00fc"
            })
    void refusesAnythingElseWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FernetKey.parse(text))
                .withMessage("not 32 bytes in URL-safe base64")
                .withNoCause();
    }

    @Test
    void showsItsFingerprintAndNothingElse() {
        FernetKey key = FernetKey.parse(PythonTokens.KEY);

        assertThat(key.fingerprint()).isEqualTo("537fa78a");
        assertThat(key).hasToString("key 537fa78a");
    }
}
