package io.schemaagent.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A setting as the code has it.
 *
 * @param key with an example in place of a key that an operator chooses
 * @param defaultValue empty where there is none
 */
record DeclaredSetting(String key, Optional<String> defaultValue) {

    /** What stands for any key of a map. */
    static final Map<String, String> ANY_KEY = Map.of(
            "connectors.system-tools", "search",
            "connectors.predefined", "tracker",
            "connectors.oauth.clients", "corporate");

    /** All that are ours. */
    static List<DeclaredSetting> declared() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.schemaagent.connectors");
        List<DeclaredSetting> declared = new ArrayList<>(single(classes));
        classes.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .forEach(type -> collect(type.getAnnotation(ConfigMapping.class).prefix(), type, declared));
        assertThat(declared).isNotEmpty();
        return declared;
    }

    /** Those that are in no mapping, since they are not of one feature alone. */
    private static List<DeclaredSetting> single(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getConstructors().stream())
                .flatMap(constructor -> constructor.getParameters().stream())
                .flatMap(parameter -> parameter.tryGetAnnotationOfType(ConfigProperty.class).stream())
                .map(property -> new DeclaredSetting(property.name(), defaultOf(property)))
                .filter(setting -> setting.key().startsWith("connectors."))
                .toList();
    }

    private static Optional<String> defaultOf(ConfigProperty property) {
        return Optional.of(property.defaultValue()).filter(value -> !value.equals(ConfigProperty.UNCONFIGURED_VALUE));
    }

    private static void collect(String prefix, Class<?> mapping, List<DeclaredSetting> declared) {
        // The inherited ones as well.
        Stream.of(mapping.getMethods())
                .filter(method -> !method.isSynthetic() && !method.isDefault())
                .forEach(method -> collect(prefix, method, declared));
    }

    private static void collect(String prefix, Method method, List<DeclaredSetting> declared) {
        String key = method.isAnnotationPresent(WithParentName.class) ? prefix : prefix + "." + nameOf(method);
        Class<?> type = method.getReturnType();
        if (Map.class.isAssignableFrom(type)
                && method.getGenericReturnType() instanceof ParameterizedType map
                && map.getActualTypeArguments()[1] instanceof Class<?> value
                && isGroup(value)) {
            collect(key + "." + ANY_KEY.get(key), value, declared);
        } else if (isGroup(type)) {
            collect(key, type, declared);
        } else {
            declared.add(new DeclaredSetting(
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
