package io.schemaagent.connectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL that can be stopped, started again and frozen; gone with its data when it is closed. As an extension
 * ({@code @RegisterExtension}) it is there for all tests of a class and closed after them.
 */
public final class Postgres implements AfterAllCallback, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path data;
    private final int port = LoopbackServer.freePort();
    private EmbeddedPostgres server;

    private Postgres(Path data) {
        this.data = data;
    }

    /** One that takes connections. */
    public static Postgres start() {
        try {
            Postgres postgres = new Postgres(Files.createTempDirectory("postgres"));
            postgres.startAgain();
            return postgres;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts it where it was, with what it had. */
    public void startAgain() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it; the data stay. */
    public void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it as {@code immediate} does: no client hears a word, and what comes back has to recover. */
    public void crash() {
        ProcessHandle postmaster = postmaster();
        signal("-QUIT", List.of(postmaster));
        Eventually.holds("the postmaster is gone", PATIENCE, () -> !postmaster.isAlive());
        // It is gone, which is no secret to this either, but lets go of its directory.
        stop();
    }

    /** Lets it keep its connections and not answer on any. */
    public void freeze() {
        ProcessHandle postmaster = postmaster();
        signal("-STOP", List.of(postmaster));
        // Looked for only then: until it stands, it may make one more for a connection that is being opened.
        Eventually.holds("the postmaster stands still", PATIENCE, () -> isStopped(postmaster));
        signal("-STOP", postmaster.descendants().toList());
    }

    /** Lets it go on. */
    public void thaw() {
        ProcessHandle postmaster = postmaster();
        signal(
                "-CONT",
                Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList());
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isStopped(ProcessHandle process) throws IOException {
        Process asked = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process.pid())).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).startsWith("T");
    }

    private static void signal(String signal, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("Not every process of PostgreSQL took " + signal);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The database {@code postgres}, as an operator names it. */
    public String url() {
        return url("postgres");
    }

    private String url(String database) {
        return "postgresql+asyncpg://postgres:postgres@localhost:" + port + "/" + database;
    }

    /** A database that nobody has used yet. */
    public String newDatabase() throws SQLException {
        String name = "db_" + UUID.randomUUID().toString().replace("-", "");
        execute(url(), "CREATE DATABASE " + name);
        return url(name);
    }

    /** A connection of the test's own to the database with this URL. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url.replace("postgresql+asyncpg://postgres:postgres@", "jdbc:postgresql://"), "postgres", "postgres");
    }

    /** Runs statements in the database with this URL. */
    public static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The number that a query gives in the database with this URL. */
    public static long number(String url, String query) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        close();
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
