package io.schemaagent.connectors.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.schemaagent.connectors.credential.CredentialException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(PythonTokens.TIME), ZoneOffset.UTC);
    private static final Binding BINDING = new Binding("user-1", "https://mcp.example");
    private static final Logger LOGGER = Logger.getLogger(Credentials.class.getName());
    private static final String SECRET = "geheim-4711";

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(lines);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(lines);
        LOGGER.setUseParentHandlers(true);
    }

    private Credentials credentials(String... keys) {
        return new Credentials(KeyRing.parse(String.join(",", keys), CLOCK), JSON, metrics);
    }

    private Credentials credentials() {
        return credentials(PythonTokens.KEY);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Credential aCredential() {
        return Credential.of(
                AuthType.API_KEY, json("{\"api_key\":\"" + SECRET + "\",\"headers\":{\"X-Team\":\"" + SECRET + "\"}}"));
    }

    private String sealed(Binding binding) {
        return credentials().seal(aCredential(), binding).orElseThrow();
    }

    private static String plaintext(String token) {
        byte[] bytes = Fernet.open(FernetKey.parse(PythonTokens.KEY), token).orElseThrow();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String sealedText(String plaintext) {
        return KeyRing.parse(PythonTokens.KEY, CLOCK)
                .seal(plaintext.getBytes(StandardCharsets.UTF_8))
                .token();
    }

    private void assertUnusable(String sealed, Binding binding, Reason reason) {
        Credentials credentials = credentials();

        assertThatExceptionOfType(CredentialException.class)
                .isThrownBy(() -> credentials.open(sealed, AuthType.API_KEY, binding))
                .withMessage("The stored credential cannot be used: " + reason)
                .withNoCause()
                .extracting(CredentialException::reason)
                .isEqualTo(reason);

        assertThat(failures()).containsExactly(Map.entry(reason.name(), 1.0));
        assertThat(lines.texts())
                .containsExactly(
                        "INFO Credentials are opened with [key 537fa78a]",
                        "ERROR A stored credential cannot be used: " + reason);
    }

    private List<Map.Entry<String, Double>> failures() {
        return metrics.find("connectors.credential.failures").counters().stream()
                .map(CredentialsTest::entry)
                .toList();
    }

    private static Map.Entry<String, Double> entry(Counter counter) {
        return Map.entry(counter.getId().getTag("reason"), counter.count());
    }

    @Test
    void opensWhatItSealed() {
        Credential opened = credentials().open(sealed(BINDING), AuthType.API_KEY, BINDING);

        assertThat(opened.type()).isEqualTo(AuthType.API_KEY);
        assertThat(opened.fields()).isEqualTo(aCredential().fields());
        assertThat(failures()).isEmpty();
    }

    @Test
    void putsTheBindingIntoTheCiphertextAndNotIntoTheCredential() {
        Credential credential = aCredential();

        String token = credentials().seal(credential, BINDING).orElseThrow();

        assertThat(json(plaintext(token)))
                .isEqualTo(json("{\"api_key\":\"" + SECRET + "\",\"headers\":{\"X-Team\":\"" + SECRET
                        + "\"},\"__bound_to\":{\"owner\":\"user-1\",\"origin\":\"https://mcp.example\"}}"));
        assertThat(credential.fields().has(Binding.FIELD)).isFalse();
        assertThat(credentials().open(token, AuthType.API_KEY, BINDING).fields().has(Binding.FIELD))
                .isFalse();
    }

    @Test
    void sealsNothingWhereThereIsNothingToKeep() {
        assertThat(credentials().seal(Credential.none(), BINDING)).isEmpty();
        assertThat(credentials().seal(Credential.of(AuthType.OAUTH, json("{}")), BINDING))
                .isEmpty();
    }

    @Test
    void opensNothingAsAnEmptyCredential() {
        Credential opened = credentials().open(null, AuthType.OAUTH, BINDING);

        assertThat(opened.isEmpty()).isTrue();
        assertThat(opened.type()).isEqualTo(AuthType.OAUTH);
        assertThat(failures()).isEmpty();
    }

    @Test
    void opensWhatThePythonServiceStored() {
        Credential opened = credentials().open(PythonTokens.OAUTH, AuthType.OAUTH, BINDING);

        assertThat(opened.headers().get("Authorization").reveal()).isEqualTo("Bearer ya29.legacy");
        assertThat(opened.fields().path("expires_at").asLong()).isEqualTo(1_767_225_600);
    }

    @Test
    void opensWhatPythonStoredInAnyLanguage() {
        Credential opened = credentials().open(PythonTokens.UNICODE, AuthType.API_KEY, BINDING);

        assertThat(opened.headers().get("X-API-Key").reveal()).isEqualTo("schl\u00fcssel-\u2713");
    }

    @Test
    void opensAnEmptyObjectOfThePythonService() {
        assertThat(credentials()
                        .open(PythonTokens.EMPTY_OBJECT, AuthType.NONE, BINDING)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void opensWhatIsBoundWhoeverSealedIt() {
        Credential opened =
                credentials(PythonTokens.KEY, PythonTokens.OTHER_KEY).open(PythonTokens.BOUND, AuthType.OAUTH, BINDING);

        assertThat(opened.headers().get("Authorization").reveal()).isEqualTo("Bearer ya29.x");
    }

    @Test
    void keepsOpeningOldTokensWhileKeysAreRotated() {
        String old = sealed(BINDING);
        Credentials rotated = credentials(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        Credential opened = rotated.open(old, AuthType.API_KEY, BINDING);
        String resealed = rotated.seal(opened, BINDING).orElseThrow();

        assertThat(credentials(PythonTokens.OTHER_KEY)
                        .open(resealed, AuthType.API_KEY, BINDING)
                        .fields())
                .isEqualTo(aCredential().fields());
    }

    @Test
    void findsNothingWhereTheKeyIsGoneAndCountsThat() {
        String token = sealed(BINDING);

        assertThat(credentials().find(token, AuthType.API_KEY, BINDING)).isPresent();
        assertThat(credentials(PythonTokens.OTHER_KEY).find(token, AuthType.API_KEY, BINDING))
                .isEmpty();

        assertThat(failures()).containsExactly(Map.entry("UNREADABLE", 1.0));
    }

    @Test
    void isLoudWhenTheKeyIsGone() {
        String foreign =
                credentials(PythonTokens.OTHER_KEY).seal(aCredential(), BINDING).orElseThrow();
        lines.clear();

        assertUnusable(foreign, BINDING, Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "geheim",
                "{\"api_key\":\"geheim\"}",
                PythonTokens.JSON_TEXT,
                PythonTokens.JSON_ARRAY,
                PythonTokens.NOT_JSON,
                PythonTokens.EMPTY_TEXT,
                PythonTokens.ONE_BLOCK
            })
    void isLoudAboutWhatIsNoSealedObject(String sealed) {
        assertUnusable(sealed, BINDING, Reason.UNREADABLE);
    }

    @Test
    void opensNothingThatWasTamperedWith() {
        String token = sealed(BINDING);
        lines.clear();
        int middle = token.length() / 2;
        String tampered =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);

        assertUnusable(tampered, BINDING, Reason.UNREADABLE);
    }

    @Test
    void opensNothingThatWasCopiedToAnotherUser() {
        String token = sealed(BINDING);
        lines.clear();

        assertUnusable(token, new Binding("user-2", BINDING.origin()), Reason.WRONG_OWNER);
    }

    @Test
    void opensNothingForAnotherServer() {
        String token = sealed(BINDING);
        lines.clear();

        assertUnusable(token, new Binding(BINDING.owner(), "https://evil.example"), Reason.WRONG_ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://mcp.example", "https://mcp.example:8443", "https://mcp.example."})
    void opensNothingForANeighbourOfTheServer(String origin) {
        String token = sealed(BINDING);
        lines.clear();

        assertUnusable(token, new Binding(BINDING.owner(), origin), Reason.WRONG_ORIGIN);
    }

    static Stream<Arguments> brokenBindings() {
        return Stream.of(
                Arguments.of("null", Reason.WRONG_OWNER),
                Arguments.of("\"user-1\"", Reason.WRONG_OWNER),
                Arguments.of("{}", Reason.WRONG_OWNER),
                Arguments.of("{\"origin\":\"https://mcp.example\"}", Reason.WRONG_OWNER),
                Arguments.of("{\"owner\":\"user-1\"}", Reason.WRONG_ORIGIN),
                Arguments.of("{\"owner\":\"user-1\",\"origin\":null}", Reason.WRONG_ORIGIN));
    }

    @ParameterizedTest
    @MethodSource("brokenBindings")
    void takesABrokenBindingForAWrongOne(String bound, Reason reason) {
        assertUnusable(sealedText("{\"token\":\"" + SECRET + "\",\"__bound_to\":" + bound + "}"), BINDING, reason);
    }

    @Test
    void logsNoSecretAndNoKey() {
        Credentials credentials = credentials();
        String token = credentials.seal(aCredential(), BINDING).orElseThrow();
        credentials.open(token, AuthType.API_KEY, BINDING);
        assertThatExceptionOfType(CredentialException.class)
                .isThrownBy(() -> credentials.open(token, AuthType.API_KEY, new Binding("user-2", "x")));

        assertThat(lines.texts())
                .hasSize(2)
                .noneMatch(line -> line.contains(SECRET) || line.contains(PythonTokens.KEY) || line.contains(token));
    }

    @Test
    void countsEveryFailure() {
        Credentials credentials = credentials();

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(CredentialException.class)
                    .isThrownBy(() -> credentials.open("x", AuthType.API_KEY, BINDING));
        }

        assertThat(failures()).containsExactly(Map.entry("UNREADABLE", 3.0));
    }

    @Test
    void countsWhatEachKeyOpensAndSealsFromTheStartOn() {
        Credentials rotated = credentials(PythonTokens.OTHER_KEY, PythonTokens.KEY);
        assertThat(counts("opened")).isEqualTo(Map.of("aced4b7c", 0.0, "537fa78a", 0.0));
        assertThat(counts("sealed")).isEqualTo(Map.of("aced4b7c", 0.0, "537fa78a", 0.0));

        String token = rotated.seal(aCredential(), BINDING).orElseThrow();
        rotated.open(token, AuthType.API_KEY, BINDING);
        rotated.open(PythonTokens.OAUTH, AuthType.OAUTH, BINDING);
        rotated.open(PythonTokens.OAUTH, AuthType.OAUTH, BINDING);

        assertThat(counts("opened")).isEqualTo(Map.of("aced4b7c", 1.0, "537fa78a", 2.0));
        assertThat(counts("sealed")).isEqualTo(Map.of("aced4b7c", 1.0, "537fa78a", 0.0));
    }

    private Map<String, Double> counts(String what) {
        return metrics.find("connectors.credential." + what).counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("key"), Counter::count));
    }

    @Test
    void namesTheKeyThatSealsByItsFingerprint() {
        assertThat(credentials(PythonTokens.OTHER_KEY, PythonTokens.KEY).sealingKey())
                .isEqualTo("aced4b7c");
    }

    @Test
    void sealsWithTheKeyThatIsChosen() {
        Credentials rotated = credentials(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        rotated.sealWith("537fa78a");

        assertThat(rotated.keys()).containsExactly("aced4b7c", "537fa78a");
        assertThat(rotated.sealingKey()).isEqualTo("537fa78a");
        String token = rotated.seal(aCredential(), BINDING).orElseThrow();
        assertThat(credentials().open(token, AuthType.API_KEY, BINDING)).isNotNull();
        assertThat(counts("sealed")).isEqualTo(Map.of("aced4b7c", 0.0, "537fa78a", 1.0));
    }

    @Test
    void sealsTheSameBytesAgainWhateverTheySay() {
        String odd = "  {\"token\" : 1, \"token\": 2}\n";
        Credentials rotated = credentials(PythonTokens.OTHER_KEY, PythonTokens.KEY);

        String resealed = rotated.reseal(sealedText(odd)).orElseThrow();

        assertThat(Fernet.open(FernetKey.parse(PythonTokens.OTHER_KEY), resealed))
                .contains(odd.getBytes(StandardCharsets.UTF_8));
        assertThat(rotated.isCurrent(resealed)).isTrue();
        assertThat(rotated.isCurrent(sealedText(odd))).isFalse();
    }

    @Test
    void sealsNothingAgainThatItCannotOpen() {
        assertThat(credentials(PythonTokens.OTHER_KEY).reseal(PythonTokens.OAUTH))
                .isEmpty();
        assertThat(credentials().reseal("geheim")).isEmpty();
    }

    @Test
    void readsItsKeysFromTheConfiguration() {
        CredentialConfig config = () -> PythonTokens.OTHER_KEY + "," + PythonTokens.KEY;

        Credentials credentials = new Credentials(config, JSON, metrics);

        Optional<String> token = credentials.seal(aCredential(), BINDING);
        assertThat(credentials
                        .open(token.orElseThrow(), AuthType.API_KEY, BINDING)
                        .fields())
                .isEqualTo(aCredential().fields());
    }

    /** What is logged while a test runs. */
    private static final class Lines extends Handler {

        private final Formatter formatter = new PatternFormatter("%p %s%e");
        private final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            texts.add(formatter.format(line));
        }

        List<String> texts() {
            return texts;
        }

        void clear() {
            texts.clear();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
