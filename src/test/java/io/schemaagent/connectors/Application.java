package io.schemaagent.connectors;

import io.schemaagent.connectors.secrecy.Calls;
import io.schemaagent.connectors.secrecy.Evidence;
import io.schemaagent.connectors.secrecy.KnownSecrets;
import io.smallrye.jwt.build.Jwt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shipped, as a process of its own that an operator configures by variables: the native executable where the last
 * build made one, otherwise the jar.
 */
public final class Application implements AutoCloseable {

    /** The HS256 secret of {@link #tokenOf}. */
    public static final String JWT_SECRET = "a shared secret of more than 32 characters";

    private static final Path TARGET = Path.of("target");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final long PATIENCE_SECONDS = 60;
    private static final long POLL_MILLIS = 50;

    /** Nothing of the machine that the tests run on counts, but where programs are. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Application(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** How it ended, and what it said until then. */
    public record Ended(int code, String output) {}

    /** The settings without which it does not start, but for the database. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("TOKEN_ENCRYPTION_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        settings.put("JWT_SECRET", JWT_SECRET);
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", "0");
        settings.put("CONNECTORS_EGRESS_ALLOW", "127.0.0.0/8,localhost");
        settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        return settings;
    }

    /** The same with a database, and more where given: name, value, name, value. */
    public static Map<String, String> settings(String databaseUrl, String... more) {
        Map<String, String> settings = settings();
        settings.put("DATABASE_URL", databaseUrl);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    /** Starts the service; answers when it listens. */
    public static Application start(Map<String, String> settings) {
        Application application = new Application(launch(settings));
        try {
            application.url.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return application;
        } catch (Exception failure) {
            application.close();
            throw new AssertionError("The service does not listen: " + application.output(), failure);
        }
    }

    /** Starts the service; answers when it is ready. */
    public static Application startReady(Map<String, String> settings) {
        Application application = start(settings);
        application.awaitReady(Duration.ofSeconds(PATIENCE_SECONDS));
        return application;
    }

    /** Runs it until it ends by itself. */
    public static Ended run(Map<String, String> settings, String... arguments) {
        try (Application application = new Application(launch(settings, arguments))) {
            int code = application.awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
            return new Ended(code, application.output());
        }
    }

    /** Starts it with arguments, and does not wait for anything. */
    public static Application begin(Map<String, String> settings, String... arguments) {
        return new Application(launch(settings, arguments));
    }

    private static Process launch(Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(settings);
        KnownSecrets.addSettings(settings);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The file that the last build made. */
    public static Path artifact() {
        return TARGET.resolve(artifactProperties().getProperty("path"));
    }

    /** Whether that is a native executable. */
    public static boolean isNative() {
        return artifactProperties().getProperty("type").equals("native");
    }

    private static List<String> command() {
        String file = artifact().toAbsolutePath().toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The first tier of the compiler is enough for a test, and there sooner.
        return isNative() ? List.of(file) : List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", file);
    }

    private static Properties artifactProperties() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException("Nothing has been built", failure);
        }
        return properties;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Evidence.ofProcess(line);
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    url.complete(listening.group(1));
                }
            }
            ended.complete(process.waitFor());
        } catch (IOException | InterruptedException failure) {
            ended.completeExceptionally(failure);
        }
        url.completeExceptionally(new IllegalStateException("It has ended"));
    }

    /** Everything it has printed so far. */
    public String output() {
        return String.join("\n", output);
    }

    /** A token of this user that {@link #settings} makes it accept. */
    public static String tokenOf(String owner) {
        return Jwt.subject(owner)
                .issuer("https://issuer.example")
                .expiresIn(600)
                .signWithSecret(JWT_SECRET);
    }

    /** Calls without a token or a body. */
    public HttpResponse<String> get(String path) throws IOException {
        return call("GET", path, null, null);
    }

    /** Calls with a token and, where given, a JSON body. Fails where no answer comes. */
    public HttpResponse<String> call(String method, String path, String token, String body) throws IOException {
        URI address = URI.create(url.join() + path);
        Calls.sent(address, token, body);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(REQUEST_TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Calls.answered(address, answer.statusCode() + " " + answer.headers().map(), answer.body());
            return answer;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether it says that it can serve. */
    public boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Waits until it can serve. */
    public void awaitReady(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || hasEnded(Duration.ofMillis(POLL_MILLIS))) {
                throw new AssertionError("The service is not ready within " + patience + ": " + output());
            }
        }
    }

    /** Asks it to end, as Kubernetes does. */
    public void terminate() {
        // By its handle, since a process that is destroyed is not listened to any more.
        process.toHandle().destroy();
    }

    /** Ends it without a warning. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** Waits until it has ended; answers its exit code. */
    public int awaitEnd(Duration patience) {
        if (!hasEnded(patience)) {
            throw new AssertionError("The process has not ended within " + patience + ": " + output());
        }
        return ended.join();
    }

    private boolean hasEnded(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        hasEnded(Duration.ofSeconds(PATIENCE_SECONDS));
    }
}
