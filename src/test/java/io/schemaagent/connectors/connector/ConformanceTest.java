package io.schemaagent.connectors.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.credential.Credentials;
import io.schemaagent.connectors.mcp.ConformanceSuite;
import io.schemaagent.connectors.mcp.NodeServers;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
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

    @Inject
    ConnectorCalls calls;

    @Inject
    Credentials credentials;

    @Inject
    Pool pool;

    /** What both revisions ask of authorization. */
    private static final List<String> AUTHORIZATION = List.of(
            "auth/metadata-default",
            "auth/metadata-var1",
            "auth/metadata-var2",
            "auth/metadata-var3",
            "auth/basic-cimd",
            "auth/scope-from-www-authenticate",
            "auth/scope-from-scopes-supported",
            "auth/scope-omitted-when-undefined",
            "auth/scope-step-up",
            "auth/scope-retry-limit",
            "auth/token-endpoint-auth-basic",
            "auth/token-endpoint-auth-post",
            "auth/token-endpoint-auth-none",
            "auth/pre-registration");

    private static final List<String> OF_2025_11_25 = List.of(
            "initialize",
            "tools_call",
            "elicitation-sep1034-client-defaults",
            "sse-retry",
            "json-schema-2020-12-preservation");

    private static final List<String> OF_2026_07_28 = List.of(
            "tools_call",
            "request-metadata",
            "sep-2322-client-request-state",
            "http-standard-headers",
            "http-custom-headers",
            "http-invalid-tool-headers",
            "json-schema-ref-no-deref",
            "json-schema-2020-12-preservation",
            "auth/resource-mismatch",
            "auth/offline-access-scope",
            "auth/offline-access-not-supported",
            "auth/authorization-server-migration",
            "auth/iss-supported",
            "auth/iss-not-advertised",
            "auth/iss-supported-missing",
            "auth/iss-wrong-issuer",
            "auth/iss-unexpected",
            "auth/iss-normalized",
            "auth/metadata-issuer-mismatch");

    /** All of them: a scenario that the suite forgets is none that passed. */
    static Stream<Arguments> revisions() {
        return Stream.of(
                Arguments.of("2025-11-25", with(AUTHORIZATION, OF_2025_11_25)),
                Arguments.of("2026-07-28", with(AUTHORIZATION, OF_2026_07_28)));
    }

    private static List<String> with(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revisions")
    void conformsTo(String revision, List<String> scenarios) throws Exception {
        try (ConformanceDriver driver = new ConformanceDriver(calls, new PreRegistration(pool, credentials))) {
            ConformanceSuite suite = ConformanceSuite.run(
                    "conformance-" + revision,
                    revision,
                    "conformance-expected-failures.yml",
                    "client",
                    "--command",
                    NodeServers.newNode() + " conformance-driver.js " + driver.url());

            assertThat(suite.exitCode()).as(suite.output()).isZero();
            assertThat(suite.passed()).containsExactlyInAnyOrderElementsOf(scenarios);
        }
    }
}
