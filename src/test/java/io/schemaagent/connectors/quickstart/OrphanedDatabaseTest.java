package io.schemaagent.connectors.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanedDatabaseTest {

    private static final String NOBODY = "999999999";

    @TempDir
    Path directory;

    private EmbeddedPostgres aPostgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    private OrphanedDatabase database() {
        return new OrphanedDatabase(directory.resolve("data"), directory.resolve("owner.pid"));
    }

    private ProcessHandle process() throws IOException {
        String pid =
                Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    @Test
    void stopsTheDatabaseOfSomebodyWhoIsGone() throws IOException {
        try (EmbeddedPostgres left = aPostgres()) {
            assertThat(left.getPort()).isPositive();
            ProcessHandle process = process();
            Files.writeString(directory.resolve("owner.pid"), NOBODY);

            database().takeOver();

            assertThat(process.isAlive()).isFalse();
            assertThat(directory.resolve("owner.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void leavesTheDatabaseToSomebodyWhoIsThere() throws IOException {
        try (EmbeddedPostgres used = aPostgres()) {
            assertThat(used.getPort()).isPositive();
            database().claim();

            database().takeOver();

            assertThat(process().isAlive()).isTrue();
        }
    }

    @Test
    void touchesNoOtherProgram() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                Long.toString(ProcessHandle.current().pid()));

        database().takeOver();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void hasNothingToDoTheFirstTime() {
        database().takeOver();

        assertThat(directory.resolve("owner.pid"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
    }
}
