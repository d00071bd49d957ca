package io.schemaagent.connectors.secrecy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of this run of the tests, which is empty when the first class of whatever class loader asks for it. */
final class RunFolder {

    private static final String PROPERTY = "secrecy.folder";

    private RunFolder() {}

    static Path path() {
        // System properties are the same for all class loaders.
        return Path.of((String) System.getProperties().computeIfAbsent(PROPERTY, first -> emptied()));
    }

    private static String emptied() {
        Path folder = Path.of("target", "secrecy").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return folder.toString();
    }

    /** The files in a folder, by name. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
