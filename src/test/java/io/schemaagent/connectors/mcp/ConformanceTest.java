package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol's own conformance suite, with the service as its client. What is expected to fail stands in
 * {@code src/test/node/conformance-expected-failures.yml}, each with its reason.
 */
@QuarkusTest
class ConformanceTest {

    private static final long MINUTES = 5;
    private static final Pattern PASSED = Pattern.compile("(?m)^✓ ([^:]+): [1-9][0-9]* passed, 0 failed");

    @Inject
    McpClient client;

    /** What has nothing to do with authorization; the suite's exit code says only that nothing else fails than expected. */
    static Stream<Arguments> revisions() {
        return Stream.of(
                Arguments.of(
                        "2025-11-25",
                        List.of(
                                "initialize",
                                "tools_call",
                                "elicitation-sep1034-client-defaults",
                                "sse-retry",
                                "json-schema-2020-12-preservation")),
                Arguments.of(
                        "2026-07-28",
                        List.of(
                                "tools_call",
                                "request-metadata",
                                "sep-2322-client-request-state",
                                "http-standard-headers",
                                "http-custom-headers",
                                "http-invalid-tool-headers",
                                "json-schema-ref-no-deref",
                                "json-schema-2020-12-preservation")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void conformsTo(String revision, List<String> scenarios) throws Exception {
        try (ConformanceDriver driver = new ConformanceDriver(client)) {
            Suite suite = Suite.run(revision, driver.url());

            assertThat(suite.exitCode()).as(suite.output()).isZero();
            assertThat(suite.passed()).containsExactlyInAnyOrderElementsOf(scenarios);
        }
    }

    private record Suite(int exitCode, String output) {

        /** The scenarios all of whose checks passed. */
        List<String> passed() {
            return PASSED.matcher(output).results().map(line -> line.group(1)).toList();
        }

        static Suite run(String revision, String driver) throws IOException, InterruptedException {
            Path home = NodeServers.home();
            String node = NodeServers.newNode();
            Path log = home.resolve("conformance-" + revision + ".log");
            Process suite = new ProcessBuilder(List.of(
                            node,
                            "node_modules/@modelcontextprotocol/conformance/dist/index.js",
                            "client",
                            "--command",
                            node + " conformance-driver.js " + driver,
                            "--requirements",
                            revision,
                            "--expected-failures",
                            "conformance-expected-failures.yml",
                            "-o",
                            "conformance-" + revision))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!suite.waitFor(MINUTES, TimeUnit.MINUTES)) {
                suite.descendants().forEach(ProcessHandle::destroyForcibly);
                suite.destroyForcibly();
            }
            return new Suite(suite.waitFor(), Files.readString(log));
        }
    }
}
