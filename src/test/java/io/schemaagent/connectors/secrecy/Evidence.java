package io.schemaagent.connectors.secrecy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the service showed in this run of the tests, kept until the run is over and all secrets are known. */
public final class Evidence {

    /** What was logged in this process, at every level that is enabled. */
    static final String LOG = "log";
    /** What was printed in this process. */
    static final String OUTPUT = "output";
    /** Answers to requests that tests sent. */
    static final String ANSWERS = "answers";

    static final String METRICS = "metrics";
    /** What processes printed that ran what is packaged. */
    static final String PROCESSES = "processes";

    static final String TRACES = "traces";

    private static final String SUFFIX = ".evidence";

    private static final Evidence OF_THIS_RUN = new Evidence(RunFolder.path());

    private final Path folder;
    private final Map<String, AppendedFile> files = new ConcurrentHashMap<>();

    /** What is in this folder, to which more can be added. */
    Evidence(Path folder) {
        this.folder = folder;
    }

    static Evidence ofThisRun() {
        return OF_THIS_RUN;
    }

    /** Adds what a process printed that ran what is packaged. */
    public static void ofProcess(String output) {
        OF_THIS_RUN.add(PROCESSES, output);
    }

    /** Adds what was sent to a collector of traces. */
    public static void ofTraces(String payload) {
        OF_THIS_RUN.add(TRACES, payload);
    }

    void add(String source, String text) {
        add(source, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void add(String source, byte[] text) {
        files.computeIfAbsent(source, this::file).append(text);
    }

    private AppendedFile file(String source) {
        return new AppendedFile(folder.resolve(source + SUFFIX));
    }

    /** Forgets what an earlier run in this process showed, as development with continuous testing has several. */
    void clear() {
        for (Path file : files()) {
            try {
                // Not deleted, since other class loaders may have it open.
                Files.write(file, new byte[0]);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** All files in which something is. */
    List<Path> files() {
        return RunFolder.files(folder).stream()
                .filter(file -> file.toString().endsWith(SUFFIX))
                .toList();
    }
}
