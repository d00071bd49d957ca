package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the vectors of github.com/fernet/spec and against tokens of Python's {@code cryptography} 48. */
class FernetTest {

    private static final FernetKey SPEC_KEY = FernetKey.parse("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
    private static final String SPEC_TOKEN =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static final FernetKey PYTHON_KEY = FernetKey.parse(PythonTokens.KEY);

    private static Optional<String> open(FernetKey key, String token) {
        return Fernet.open(key, token).map(plaintext -> new String(plaintext, StandardCharsets.UTF_8));
    }

    @Test
    void sealsLikeTheSpecification() {
        byte[] iv = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        long time = OffsetDateTime.parse("1985-10-26T01:20:00-07:00").toEpochSecond();

        String token = Fernet.seal(SPEC_KEY, "hello".getBytes(StandardCharsets.UTF_8), time, iv);

        assertThat(token).isEqualTo(SPEC_TOKEN);
    }

    @Test
    void opensWhatTheSpecificationVerifies() {
        assertThat(open(SPEC_KEY, SPEC_TOKEN)).contains("hello");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "incorrect mac, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
        "too short, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==",
        "invalid base64, %%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
        "payload size not multiple of block size, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
        "payload padding error, gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
        "incorrect IV (causes padding error), gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
        "trailing characters after b64 padding, gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==trailingdata",
        "invalid characters in b64, *gAAAAAAdwJ6wAAECAwQFBgcI!CQoLDA0ODy021?cpGVWKZ_eEwC@GM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==",
        "invalid non-urlsafe characters in b64, gAAAAAAdwJ6wAAEC/AwQFBgcICQoLDA0ODy+021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="
    })
    void refusesWhatTheSpecificationCallsInvalid(String why, String token) {
        assertThat(Fernet.open(SPEC_KEY, token)).as(why).isEmpty();
    }

    /**
     * The two vectors of invalid.json that do not apply: they are about a token's time ("far-future TS" and "expired
     * TTL"), and credentials have no maximum age.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
                "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q=="
            })
    void opensTokensOfAnyAge(String token) {
        assertThat(open(SPEC_KEY, token)).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PythonTokens.OAUTH,
                PythonTokens.UNICODE,
                PythonTokens.EMPTY_TEXT,
                PythonTokens.ONE_BLOCK,
                PythonTokens.NOT_JSON
            })
    void sealsByteForByteLikePython(String token) {
        String plaintext = open(PYTHON_KEY, token).orElseThrow();

        assertThat(Fernet.seal(
                        PYTHON_KEY,
                        plaintext.getBytes(StandardCharsets.UTF_8),
                        PythonTokens.TIME,
                        HexFormat.of().parseHex(PythonTokens.IV)))
                .isEqualTo(token);
    }

    @Test
    void opensWhatPythonSealed() {
        assertThat(open(PYTHON_KEY, PythonTokens.OAUTH))
                .contains(
                        "{\"access_token\": \"ya29.legacy\", \"refresh_token\": \"1//r\", \"expires_at\": 1767225600}");
        assertThat(open(PYTHON_KEY, PythonTokens.UNICODE)).contains("{\"api_key\": \"schl\u00fcssel-\u2713\"}");
        assertThat(open(PYTHON_KEY, PythonTokens.EMPTY_TEXT)).contains("");
        assertThat(open(PYTHON_KEY, PythonTokens.ONE_BLOCK)).contains("0123456789abcdef");
    }

    @Test
    void opensATokenWithWhitespaceAroundIt() {
        assertThat(open(SPEC_KEY, "  " + SPEC_TOKEN + "\n")).contains("hello");
    }

    @Test
    void opensATokenWhosePaddingWasLost() {
        assertThat(open(SPEC_KEY, SPEC_TOKEN.replace("=", ""))).contains("hello");
    }

    @Test
    void refusesAnotherKey() {
        assertThat(Fernet.open(PYTHON_KEY, SPEC_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "gAAAAA", "hello", "null", "{}", "\u00fc\u00fc\u00fc", "===="})
    void refusesWhatIsNoTokenAtAll(String text) {
        assertThat(Fernet.open(SPEC_KEY, text)).isEmpty();
    }

    @Test
    void refusesATokenOfWhichAnyBitWasChanged() {
        byte[] token = Base64.getUrlDecoder().decode(SPEC_TOKEN);

        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] tampered = token.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(Fernet.open(SPEC_KEY, Base64.getUrlEncoder().encodeToString(tampered)))
                    .as("bit %s", bit)
                    .isEmpty();
        }
    }

    @Test
    void refusesATokenOfAnyOtherLength() {
        byte[] token = Base64.getUrlDecoder().decode(SPEC_TOKEN);

        for (int length = 0; length < token.length + 33; length++) {
            String other = Base64.getUrlEncoder().encodeToString(Arrays.copyOf(token, length));

            assertThat(Fernet.open(SPEC_KEY, other).isPresent())
                    .as("%s bytes", length)
                    .isEqualTo(length == token.length);
        }
    }

    @Test
    void opensWhatItSealsWhateverTheLength() {
        byte[] iv = new byte[Fernet.IV_BYTES];

        for (int length = 0; length < 70; length++) {
            byte[] plaintext = "x".repeat(length).getBytes(StandardCharsets.UTF_8);

            assertThat(Fernet.open(SPEC_KEY, Fernet.seal(SPEC_KEY, plaintext, 0, iv)))
                    .contains(plaintext);
        }
    }
}
