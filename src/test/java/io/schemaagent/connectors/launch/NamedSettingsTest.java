package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The variables that are translated have to keep up with the settings of things that operators give names to. */
class NamedSettingsTest {

    /** One with an underscore, which the platform would take for two levels. */
    private static final String NAME = "google_drive";

    static Stream<String> settings() {
        return DeclaredSetting.declared().stream()
                .map(DeclaredSetting::key)
                .flatMap(key -> DeclaredSetting.ANY_KEY.entrySet().stream()
                        .map(any -> any.getKey() + "." + any.getValue() + ".")
                        .filter(key::startsWith)
                        .map(prefix -> renamed(prefix) + key.substring(prefix.length())));
    }

    private static String renamed(String prefix) {
        return prefix.replaceAll("[^.]+\\.$", NAME + ".");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingCanBeGivenAsAVariable(String setting) {
        String variable = setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);

        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(variable, "a value"), "test", 300))
                .withSources(new OperatorSettings())
                .build();

        assertThat(config.getConfigValue(setting).getValue()).isEqualTo("a value");
    }

    @Test
    void areThoseOfToolsOfOffersAndOfClients() {
        Set<String> groups = new TreeSet<>();
        settings().forEach(setting -> groups.add(setting.substring(0, setting.indexOf("." + NAME))));

        assertThat(groups).isEqualTo(new TreeSet<>(DeclaredSetting.ANY_KEY.keySet()));
        assertThat(settings())
                .contains(
                        "connectors.system-tools.google_drive.oauth-issuer",
                        "connectors.predefined.google_drive.oauth-client-id",
                        "connectors.oauth.clients.google_drive.client-secret");
    }
}
