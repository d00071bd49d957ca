package io.schemaagent.connectors.secrecy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted where the service shows something is found there, so a run without a finding means something. */
@QuarkusTest
class WatchTest {

    private static final Logger LOG = Logger.getLogger(WatchTest.class);

    @TempDir
    Path folder;

    /** No secret of this run, which would fail, but one in the eyes of this test. */
    private final String planted = "planted-" + UUID.randomUUID();

    private void expectALeakIn(String source) {
        KnownSecrets known = new KnownSecrets(folder);
        known.put("what was planted", planted);

        assertThat(Leaks.of(known, Evidence.ofThisRun()).places())
                .isNotEmpty()
                .allMatch(place -> place.startsWith(source + ".") && !place.contains(planted));
    }

    @Test
    void looksAtAnswersAndTheirHeaders() {
        try (FakeMcpServer server = FakeMcpServer.start()) {
            given().auth()
                    .oauth2(Tokens.of(Tokens.aUser()))
                    .contentType("application/json")
                    .body(Map.of("name", planted, "server_url", server.url()))
                    .post("/api/connectors")
                    .then()
                    .statusCode(201);
        }

        expectALeakIn(Evidence.ANSWERS);
    }

    @Test
    void looksAtLogsThatNobodyReads() {
        LOG.trace(planted);

        expectALeakIn(Evidence.LOG);
    }

    @Test
    void looksAtCausesOfWhatIsLogged() {
        IllegalStateException failure = new IllegalStateException("failed");
        failure.addSuppressed(new IllegalStateException("before", new IllegalArgumentException(planted)));
        LOG.debug("A failure", failure);

        expectALeakIn(Evidence.LOG);
    }

    @Test
    void looksAtWhatLogsCarryBesides() {
        MDC.put("planted", planted);
        try {
            LOG.debug("Nothing in here");
        } finally {
            MDC.remove("planted");
        }

        expectALeakIn(Evidence.LOG);
    }

    @Test
    void looksAtWhatIsPrinted() {
        System.err.println("For a test of secrecy: " + planted);

        expectALeakIn(Evidence.OUTPUT);
    }

    @Test
    void leavesOutRequestsThatRestAssuredPrints() {
        given().body("{\"name\":\"" + planted + "\"}")
                .log()
                .body()
                .contentType("application/json")
                .post("/api/connectors")
                .then()
                .statusCode(401);

        KnownSecrets known = new KnownSecrets(folder);
        known.put("what was planted", planted);
        assertThat(Leaks.of(known, Evidence.ofThisRun()).places()).isEmpty();
    }

    @Test
    void looksAtMetrics() {
        Counter counter = Metrics.counter("planted", "by", planted);
        new QuarkusWatch().afterAll(null);
        Metrics.globalRegistry.remove(counter);

        expectALeakIn(Evidence.METRICS);
    }

    @Test
    void knowsWhatTestsSend() {
        String token = "handmade-" + UUID.randomUUID();

        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"auth_config\":{\"api_key\":\"" + planted + "\"}}")
                .post("/api/connectors")
                .then()
                .statusCode(401);

        assertThat(new KnownSecrets(RunFolder.path()).all())
                .containsEntry(token, "Authorization of a request")
                .containsEntry(planted, "api_key of a request")
                .containsValues("TOKEN_ENCRYPTION_KEY", "private key of tokens");
    }
}
