package io.schemaagent.connectors.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.mcp.NodeServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundler takes types away without a look at them; this looks. */
class TypeScriptTest {

    private static final Path SOURCES = Path.of("src", "main", "resources", "web");
    private static final Path SETTINGS = Path.of("src", "test", "node", "tsconfig.json");

    @Test
    void allTypesAreRight() throws IOException {
        // given
        Path home = NodeServers.home();
        // Beside the packages, where the compiler looks for them.
        Path copy = home.resolve("types");
        copy(SOURCES, copy.resolve("web"));
        Files.copy(SETTINGS, copy.resolve("tsconfig.json"), StandardCopyOption.REPLACE_EXISTING);

        // when
        String said = NodeServers.output("types", Map.of(), "node_modules/typescript/bin/tsc", "-p", "types");

        // then
        assertThat(said).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** What was removed since must not be found. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
