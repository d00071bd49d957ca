package io.schemaagent.connectors.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller reads for whom there is no room. */
@QuarkusTest
class BulkheadAnswerTest {

    @Inject
    Bulkhead bulkhead;

    @Inject
    LimitConfig limits;

    private final String owner = Tokens.aUser();
    private List<Cancellable> underWay = List.of();

    @AfterEach
    void endAll() {
        underWay.forEach(Cancellable::cancel);
    }

    private Cancellable begin() {
        return bulkhead.run(owner, () -> Uni.createFrom().nothing()).subscribe().with(done -> {}, failed -> {});
    }

    @Test
    void saysWhenToComeBack() {
        underWay = IntStream.range(0, limits.checksAtOncePerUser())
                .mapToObj(i -> begin())
                .toList();

        given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body("{\"server_url\":\"http://127.0.0.1:1/mcp\"}")
                .post("/api/connectors/test")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("10"))
                .body("error", equalTo("RATE_LIMITED"))
                .body("retry_after", equalTo(10));
    }
}
