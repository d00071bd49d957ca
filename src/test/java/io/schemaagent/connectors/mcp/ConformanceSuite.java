package io.schemaagent.connectors.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of the protocol's own conformance suite. */
public record ConformanceSuite(int exitCode, String output) {

    private static final long MINUTES = 5;
    private static final Pattern PASSED = Pattern.compile("(?m)^✓ ([^:]+): [1-9][0-9]* passed, 0 failed");

    /** The scenarios all of whose checks passed. */
    public List<String> passed() {
        return PASSED.matcher(output).results().map(line -> line.group(1)).toList();
    }

    /**
     * Runs it for all that a revision of MCP requires.
     *
     * @param name what its folder of results is called
     * @param expectedFailures the file with what is not expected to pass, and why
     * @param what the part of the suite, with whom it is about
     */
    public static ConformanceSuite run(String name, String revision, String expectedFailures, String... what)
            throws IOException, InterruptedException {
        Path home = NodeServers.home();
        Path log = home.resolve(name + ".log");
        Stream<String> suite =
                Stream.of(NodeServers.newNode(), "node_modules/@modelcontextprotocol/conformance/dist/index.js");
        Stream<String> how = Stream.of("--requirements", revision, "--expected-failures", expectedFailures, "-o", name);
        Process process = new ProcessBuilder(Stream.of(suite, Stream.of(what), how)
                        .flatMap(words -> words)
                        .toList())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new ConformanceSuite(process.waitFor(), Files.readString(log));
    }
}
