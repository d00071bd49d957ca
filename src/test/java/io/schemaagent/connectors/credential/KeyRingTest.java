package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRingTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(PythonTokens.TIME), ZoneOffset.UTC);
    private static final byte[] PLAINTEXT = "{}".getBytes(StandardCharsets.UTF_8);

    private static KeyRing aRing(String... keys) {
        return KeyRing.parse(String.join(",", keys), CLOCK);
    }

    private static Optional<byte[]> opened(KeyRing ring, String token) {
        return ring.open(token).map(Opened::plaintext);
    }

    @Test
    void sealsWithTheFirstKey() {
        String token =
                aRing(PythonTokens.KEY, PythonTokens.OTHER_KEY).seal(PLAINTEXT).token();

        assertThat(opened(aRing(PythonTokens.KEY), token)).contains(PLAINTEXT);
        assertThat(opened(aRing(PythonTokens.OTHER_KEY), token)).isEmpty();
    }

    @Test
    void opensWithEveryKey() {
        KeyRing rotated = aRing(PythonTokens.THIRD_KEY, PythonTokens.OTHER_KEY, PythonTokens.KEY);

        assertThat(opened(rotated, PythonTokens.EMPTY_OBJECT)).contains(PLAINTEXT);
        assertThat(opened(rotated, PythonTokens.BOUND)).isPresent();
        assertThat(opened(rotated, rotated.seal(PLAINTEXT).token())).contains(PLAINTEXT);
    }

    @Test
    void opensNothingOnceItsKeyIsGone() {
        assertThat(opened(aRing(PythonTokens.THIRD_KEY, PythonTokens.OTHER_KEY), PythonTokens.EMPTY_OBJECT))
                .isEmpty();
    }

    @Test
    void saysWhichKeyOpens() {
        KeyRing rotated = aRing(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        assertThat(rotated.open(PythonTokens.BOUND).orElseThrow().key()).isSameAs(rotated.sealing());
        assertThat(rotated.open(PythonTokens.EMPTY_OBJECT).orElseThrow().key().fingerprint())
                .isEqualTo("537fa78a");
    }

    @Test
    void tellsWhatItsFirstKeySealed() {
        KeyRing rotated = aRing(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        assertThat(rotated.isCurrent(PythonTokens.BOUND)).isTrue();
        assertThat(rotated.isCurrent(rotated.seal(PLAINTEXT).token())).isTrue();
        assertThat(rotated.isCurrent(PythonTokens.EMPTY_OBJECT)).isFalse();
        assertThat(rotated.isCurrent("no token")).isFalse();
    }

    @Test
    void sealsWithAnotherKeyWhenItIsToldTo() {
        KeyRing rotated = aRing(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        rotated.sealWith("537fa78a");

        KeyRing.Sealed sealed = rotated.seal(PLAINTEXT);
        assertThat(sealed.key().fingerprint()).isEqualTo("537fa78a");
        assertThat(opened(aRing(PythonTokens.KEY), sealed.token())).contains(PLAINTEXT);
        assertThat(rotated.isCurrent(sealed.token())).isTrue();
        assertThat(rotated.isCurrent(PythonTokens.BOUND)).isFalse();
        assertThatThrownBy(() -> rotated.sealWith("00000000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no key 00000000");
    }

    @Test
    void writesTheTimeOfTheClockIntoTheToken() {
        ByteBuffer token = ByteBuffer.wrap(Base64.getUrlDecoder()
                .decode(aRing(PythonTokens.KEY).seal(PLAINTEXT).token()));

        assertThat(token.get()).isEqualTo((byte) 0x80);
        assertThat(token.getLong()).isEqualTo(PythonTokens.TIME);
    }

    @Test
    void neverSealsTheSameTwice() {
        KeyRing ring = aRing(PythonTokens.KEY);
        Set<String> tokens = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            tokens.add(ring.seal(PLAINTEXT).token());
        }

        assertThat(tokens).hasSize(100);
    }

    @Test
    void takesSpacesAroundCommas() {
        assertThat(KeyRing.parse(PythonTokens.KEY + " ,\n" + PythonTokens.OTHER_KEY, CLOCK))
                .hasToString("[key 537fa78a, key aced4b7c]");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "geheim, 1",
        "BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9, 1",
        "'BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9A=,geheim', 2",
        "'BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9A=,', 2",
        "',BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9A=', 1"
    })
    void saysWhichKeyIsMalformedAndHowToMakeOneWithoutRepeatingAny(String keys, int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.parse(keys, CLOCK))
                .withMessage("TOKEN_ENCRYPTION_KEY: key " + number + " is not 32 bytes in URL-safe base64."
                        + " Make one with: openssl rand -base64 32 | tr '+/' '-_'")
                .withNoCause();
    }
}
