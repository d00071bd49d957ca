package io.schemaagent.connectors.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Inputs worth to be tried again, a JSON string a line: what formats have, and whatever failed once. */
final class Corpus {

    private static final Path DIRECTORY = Path.of("src/test/corpus");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Path file;

    Corpus(String name) {
        file = DIRECTORY.resolve(name + ".jsonl");
    }

    List<String> inputs() {
        try {
            return Files.readAllLines(file).stream().map(Corpus::read).toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    void add(String input) {
        try {
            Files.writeString(file, literal(input) + "\n", StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    static String literal(String input) {
        try {
            return JSON.writeValueAsString(input);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String read(String literal) {
        try {
            return JSON.readValue(literal, String.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("No JSON string: " + literal, malformed);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
