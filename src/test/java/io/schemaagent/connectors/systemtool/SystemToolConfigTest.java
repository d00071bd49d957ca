package io.schemaagent.connectors.systemtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.launch.OperatorSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The variables that are translated into settings of a tool have to keep up with the settings there are. */
class SystemToolConfigTest {

    static Stream<String> settings() {
        return Stream.of(SystemToolConfig.Definition.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingCanBeGivenAsAVariable(String setting) {
        String variable = "CONNECTORS_SYSTEM_TOOLS_GOOGLE_DRIVE_"
                + setting.toUpperCase(Locale.ROOT).replace('-', '_');

        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(variable, "a value"), "test", 300))
                .withSources(new OperatorSettings())
                .build();

        assertThat(config.getConfigValue("connectors.system-tools.google_drive." + setting)
                        .getValue())
                .isEqualTo("a value");
    }
}
