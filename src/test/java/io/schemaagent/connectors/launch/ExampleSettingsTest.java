package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code application.properties.example} says what the code says. */
class ExampleSettingsTest {

    private static final Path FILE = Path.of("application.properties.example");
    private static final Pattern SETTING = Pattern.compile("(#?)([A-Za-z][^ =]*)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\(([A-Z0-9_]+)\\)[.;]?$");

    /** The id that stands for any key of a map. */
    private static final String ANY_ID = "search";

    /** Settings that have a shorter variable than the one which follows from their name. */
    private static final Map<String, String> SHORT_VARIABLES =
            Map.of("connectors.credential.keys", "TOKEN_ENCRYPTION_KEY");

    /** One line of the example. */
    private record Shown(boolean set, String value, String variable) {}

    /** One method of a mapping. */
    private record Declared(String key, Optional<String> defaultValue) {}

    @Test
    void showsEverySettingOfOurs() {
        assertThat(shown().keySet())
                .containsAll(declared().stream().map(Declared::key).toList());
    }

    @Test
    void showsNoSettingThatIsGone() {
        assertThat(shown().keySet())
                .filteredOn(key -> key.startsWith("connectors."))
                .isSubsetOf(declared().stream().map(Declared::key).toList());
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

    private static List<Declared> declared() {
        List<Declared> declared = new ArrayList<>();
        new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.schemaagent.connectors")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .forEach(type ->
                                collect(type.getAnnotation(ConfigMapping.class).prefix(), type, declared));
        assertThat(declared).isNotEmpty();
        return declared;
    }

    private static void collect(String prefix, Class<?> mapping, List<Declared> declared) {
        Stream.of(mapping.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !method.isDefault())
                .forEach(method -> collect(prefix, method, declared));
    }

    private static void collect(String prefix, Method method, List<Declared> declared) {
        String key = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + nameOf(method);
        Class<?> type = method.getReturnType();
        if (Map.class.isAssignableFrom(type)
                && method.getGenericReturnType() instanceof ParameterizedType map
                && map.getActualTypeArguments()[1] instanceof Class<?> value
                && isGroup(value)) {
            collect(key + "." + ANY_ID, value, declared);
        } else if (isGroup(type)) {
            collect(key, type, declared);
        } else {
            declared.add(new Declared(
                    key,
                    Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value)));
        }
    }

    /** Whether it has settings of its own instead of a value. */
    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getPackageName().startsWith("io.schemaagent.");
    }

    private static String nameOf(Method method) {
        return Optional.ofNullable(method.getAnnotation(WithName.class))
                .map(WithName::value)
                .orElseGet(() -> method.getName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT));
    }
}
