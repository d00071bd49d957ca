package io.schemaagent.connectors.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimiterTest.FiveAMinute.class)
class RateLimiterTest {

    private static final String NOWHERE = "{\"server_url\":\"http://10.0.0.1/\"}";

    private final String owner = Tokens.aUser();

    public static final class FiveAMinute implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("connectors.limits.checks-per-minute", "5", "connectors.limits.per-user", "2");
        }
    }

    private static int check(String user) {
        return given().auth()
                .oauth2(Tokens.of(user))
                .contentType("application/json")
                .body(NOWHERE)
                .post("/api/connectors/test")
                .statusCode();
    }

    @Test
    void saysWhenToComeBack() {
        for (int i = 0; i < 5; i++) {
            assertThat(check(owner)).isEqualTo(200);
        }

        String wait = given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(NOWHERE)
                .post("/api/connectors/test")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("error", equalTo("RATE_LIMITED"))
                .extract()
                .header("Retry-After");

        // One of five a minute comes free every twelve seconds.
        assertThat(Integer.parseInt(wait)).isBetween(1, 12);
    }

    @Test
    void countsEachUserApart() {
        for (int i = 0; i < 6; i++) {
            check(owner);
        }

        assertThat(check(Tokens.aUser())).isEqualTo(200);
    }

    @Test
    void countsRequestsThatComeAtOnce() throws Exception {
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(() -> check(owner));
        }
        ExecutorService everyone = Executors.newFixedThreadPool(requests.size());

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : everyone.invokeAll(requests)) {
            statuses.add(answer.get());
        }
        everyone.shutdown();

        // Twelve seconds give one more, should the machine need that long.
        assertThat(statuses).filteredOn(status -> status == 200).hasSizeBetween(5, 6);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(429);
    }
}
