package io.schemaagent.connectors.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A development that was killed leaves its PostgreSQL behind, which would not let the next one have its data.
 *
 * @param data the data directory of PostgreSQL
 * @param owner the file that holds the process id of the development that uses it
 */
record OrphanedDatabase(Path data, Path owner) {

    static final OrphanedDatabase DEFAULT = new OrphanedDatabase(
            Path.of("target", "quickstart", "postgresql"), Path.of("target", "quickstart", "owner.pid"));

    private static final int PATIENCE_SECONDS = 20;

    /** Says that this process uses the database from now on. */
    void claim() {
        try {
            Files.writeString(owner, Long.toString(ProcessHandle.current().pid()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The owner of the database cannot be kept in " + owner, unwritable);
        }
    }

    /** Stops the database where whoever started it is gone, and claims its data, which stay. */
    void takeOver() {
        if (alive(owner).isEmpty()) {
            alive(data.resolve("postmaster.pid"))
                    .filter(OrphanedDatabase::isPostgres)
                    .ifPresent(OrphanedDatabase::end);
            // At once: settings are read several times in one start, also after the database of this run is up.
            claim();
        }
    }

    /** The process whose id is the file's first line, if there is such a file and such a process. */
    private static Optional<ProcessHandle> alive(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .map(String::strip)
                    .map(Long::parseLong)
                    .flatMap(ProcessHandle::of);
        } catch (IOException | NumberFormatException nobody) {
            return Optional.empty();
        }
    }

    /** Ids are given anew: another program may have it by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    private static void end(ProcessHandle postgres) {
        postgres.destroy();
        try {
            postgres.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stillThere) {
            throw new IllegalStateException(
                    "A PostgreSQL of an earlier run does not end: process " + postgres.pid(), stillThere);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
