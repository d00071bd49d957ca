package io.schemaagent.connectors.secrecy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that several class loaders write to, each piece at once. */
final class AppendedFile {

    private final Path path;
    private OutputStream out;

    AppendedFile(Path path) {
        this.path = path;
    }

    void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    synchronized void append(byte[] bytes) {
        try {
            if (out == null) {
                // Not one of java.nio, which closes itself where the writing thread is interrupted.
                out = new FileOutputStream(path.toFile(), true);
            }
            out.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is in it; empty where nothing was ever written. */
    String text() {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
