package io.schemaagent.connectors.mcp.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.mcp.wire.Challenge;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosticsFuzzTest {

    /** Visible ASCII, apart from what begins an element. */
    private static final Pattern HARMLESS = Pattern.compile("[!-~&&[^<]]{1,500}");

    private static String header(Chance chance) {
        String scopes = chance.several(4, " ", () -> chance.oneIn(3) ? chance.text() : chance.word());
        String url = "https://" + chance.word() + ".example/" + (chance.oneIn(3) ? chance.text() : chance.word());
        return chance.oneOf("Bearer", "DPoP", chance.word()) + " scope=\"" + scopes + "\", resource_metadata=\"" + url
                + "\"";
    }

    @Test
    void showsOnlyHarmlessWordsOfAnyChallenge() {
        Fuzzing.of("challenges", DiagnosticsFuzzTest::header).check("Asked takes any challenge", input -> {
            DiagnosticsRecorder recorder = new DiagnosticsRecorder();
            Challenge.preferred(List.of(input)).ifPresent(recorder::challenged);

            Diagnostics shown = recorder.failed(FailureReason.AUTH_REQUIRED);

            assertThat(shown.authScopes().size()).isLessThanOrEqualTo(20);
            List<String> words = Stream.of(
                            shown.authScopes().stream(),
                            Optional.ofNullable(shown.authScheme()).stream(),
                            Optional.ofNullable(shown.resourceMetadata()).stream())
                    .flatMap(word -> word)
                    .toList();
            assertThat(words).allMatch(HARMLESS.asMatchPredicate());
            return words.size() > 1;
        });
    }

    @Test
    void showsNoControlCharactersInWhatAServerCallsItself() {
        Fuzzing.of("texts", Chance::text).check("DiagnosticsRecorder takes any name", input -> {
            DiagnosticsRecorder recorder = new DiagnosticsRecorder();
            recorder.introduced(input, input);

            Diagnostics.Server server = recorder.succeeded(1, false).server();

            assertThat(server.name().codePoints()).noneMatch(Character::isISOControl);
            assertThat(server.name().codePointCount(0, server.name().length())).isLessThanOrEqualTo(100);
            assertThat(StorableText.isClean(server.name())).isTrue();
            assertThat(server.version()).isEqualTo(server.name());
            return !server.name().isEmpty();
        });
    }
}
