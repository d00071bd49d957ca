package io.schemaagent.connectors.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a browser is: in {@code CHROMIUM}, else under one of its names on the {@code PATH}. */
final class Executable {

    static final String NEEDED =
            "Tests in a browser need Chromium: install it (apt-get install chromium), or set CHROMIUM to where it is.";

    private static final String VARIABLE = "CHROMIUM";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private Executable() {}

    /** The first that can be run; empty where there is none. One that was named has to be there. */
    static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank() ? findByName(environment) : Optional.of(getNamed(Path.of(named)));
    }

    private static Path getNamed(Path named) {
        if (!Files.isExecutable(named)) {
            throw new AssertionError(VARIABLE + " is " + named + ", which cannot be run");
        }
        return named.toAbsolutePath();
    }

    private static Optional<Path> findByName(Map<String, String> environment) {
        return NAMES.stream()
                .flatMap(name -> onPath(name, environment))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath(String name, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name).toAbsolutePath());
    }
}
