package io.schemaagent.connectors.launch;

import static io.schemaagent.connectors.launch.DeclaredSetting.declared;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code application.properties.example} says what the code says. */
class ExampleSettingsTest {

    private static final Path FILE = Path.of("application.properties.example");
    private static final Pattern SETTING = Pattern.compile("(#?)([A-Za-z][^ =]*)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\(([A-Z0-9_]+)\\)[.;]?$");

    /** Settings that have a shorter variable than the one which follows from their name. */
    private static final Map<String, String> SHORT_VARIABLES =
            Map.of("connectors.credential.keys", "TOKEN_ENCRYPTION_KEY");

    /** One line of the example. */
    private record Shown(boolean set, String value, String variable) {}

    @Test
    void showsEverySettingOfOurs() {
        assertThat(shown().keySet())
                .containsAll(declared().stream().map(DeclaredSetting::key).toList());
    }

    @Test
    void showsNoSettingThatIsGone() {
        assertThat(shown().keySet())
                .filteredOn(key -> key.startsWith("connectors."))
                .isSubsetOf(declared().stream().map(DeclaredSetting::key).toList());
    }

    @Test
    void showsDefaultsAsTheyAre() {
        Map<String, Shown> shown = shown();

        assertThat(declared()).allSatisfy(setting -> {
            Shown line = shown.get(setting.key());
            assertThat(line.set()).isEqualTo(setting.defaultValue().isPresent());
            setting.defaultValue().ifPresent(value -> assertThat(line.value()).isEqualTo(value));
        });
    }

    @Test
    void showsDefaultsOfThePlatformAsThisServiceSetsThem() throws IOException {
        Properties own = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            own.load(in);
        }

        assertThat(shown()).allSatisfy((key, line) -> {
            if (line.set() && own.containsKey(key)) {
                assertThat(line.value()).isEqualTo(own.getProperty(key));
            }
        });
    }

    @Test
    void namesTheVariableOfEverySetting() {
        assertThat(shown()).allSatisfy((key, line) -> assertThat(line.variable())
                .isEqualTo(SHORT_VARIABLES.getOrDefault(
                        key, key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))));
    }

    private static Map<String, Shown> shown() {
        Map<String, Shown> shown = new LinkedHashMap<>();
        String variable = "";
        for (String line : lines()) {
            Matcher setting = SETTING.matcher(line);
            Matcher named = VARIABLE.matcher(line);
            if (setting.matches()) {
                shown.put(setting.group(2), new Shown(setting.group(1).isEmpty(), setting.group(3), variable));
            } else if (named.find()) {
                variable = named.group(1);
            }
        }
        return shown;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
