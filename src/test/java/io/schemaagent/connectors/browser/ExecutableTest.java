package io.schemaagent.connectors.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTest {

    @TempDir
    private Path folder;

    private Path program(String name) throws IOException {
        Path file = Files.createDirectories(folder.resolve(name).getParent())
                .resolve(Path.of(name).getFileName());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Map<String, String> path(String... folders) {
        return Map.of(
                "PATH",
                String.join(
                        File.pathSeparator,
                        Stream.of(folders)
                                .map(name -> folder.resolve(name).toString())
                                .toList()));
    }

    @Test
    void isTheOneThatWasNamed() throws IOException {
        Path named = program("anywhere/browser");

        assertThat(Executable.find(Map.of("CHROMIUM", named.toString()))).hasValue(named);
    }

    @Test
    void hasToBeWhereItWasSaidToBe() {
        Map<String, String> environment =
                Map.of("CHROMIUM", folder.resolve("nothing").toString());

        assertThatThrownBy(() -> Executable.find(environment)).hasMessageContaining("CHROMIUM");
    }

    @Test
    void isLookedForOnThePath() throws IOException {
        Path chrome = program("a/google-chrome");
        assertThat(Executable.find(path("a", "b"))).hasValue(chrome);

        Path chromium = program("b/chromium");
        Files.createFile(folder.resolve("a/chromium"));
        assertThat(Executable.find(path("a", "b"))).hasValue(chromium);
    }

    @Test
    void isNotThere() {
        assertThat(Executable.find(path("a"))).isEmpty();
        assertThat(Executable.find(Map.of("CHROMIUM", "", "PATH", ""))).isEmpty();
    }
}
