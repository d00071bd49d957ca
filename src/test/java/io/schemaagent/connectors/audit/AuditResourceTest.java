package io.schemaagent.connectors.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.schemaagent.connectors.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AuditResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String INSERT = """
            INSERT INTO audit_events (user_id, at, id, action, target_type, target_id, target_name, outcome)
            SELECT $1, now() - number / $3 * interval '1 minute', number, 'tool.called', 'connector', (number % 2)::text, 'Wiki', 'ok'
            FROM generate_series(1, $2) AS number
            """;

    @Inject
    Pool pool;

    private final String owner = Tokens.aUser();

    /** The number of an event is how old it is; so many of them are in the same minute. */
    private void insert(String user, int count, int perMinute) {
        pool.preparedQuery(INSERT)
                .execute(Tuple.of(user, count, perMinute))
                .await()
                .atMost(PATIENCE);
    }

    private ValidatableResponse get(String query) {
        return given().auth().oauth2(Tokens.of(owner)).get("/api/audit" + query).then();
    }

    private List<Integer> allIds(int limit) {
        List<Integer> ids = new ArrayList<>();
        String before = "";
        while (before != null) {
            JsonPath page =
                    get("?limit=" + limit + before).statusCode(200).extract().jsonPath();
            assertThat(page.getList("events").size()).isBetween(1, limit);
            ids.addAll(page.getList("events.id", Integer.class));
            before = page.getString("next") == null ? null : "&before=" + page.getString("next");
        }
        return ids;
    }

    @Test
    void hasNothingOfWhoHasDoneNothing() {
        get("").statusCode(200).body("events", hasSize(0)).body("next", nullValue());
    }

    @Test
    void showsOnlyTheCallersOwnEvents() {
        insert(owner, 1, 1);
        insert(Tokens.aUser(), 1, 1);

        get("").statusCode(200).body("events", hasSize(1)).body("next", nullValue());
    }

    @Test
    void needsAToken() {
        given().get("/api/audit").then().statusCode(401);
    }

    @Test
    void showsTheNewestFirst() {
        insert(owner, 3, 1);

        get("").body("events.id", contains(1, 2, 3));
    }

    @Test
    void answersFiftyWhereNobodySaysHowMany() {
        insert(owner, 51, 1);

        get("").body("events", hasSize(50));
        get("?limit=200").body("events", hasSize(51)).body("next", nullValue());
    }

    @Test
    void endsWithAPageThatIsJustFull() {
        insert(owner, 4, 1);

        assertThat(allIds(2)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void losesAndRepeatsNothingWhereManyHappenedAtTheSameTime() {
        insert(owner, 20, 7);

        List<Integer> ids = allIds(3);

        assertThat(ids).doesNotHaveDuplicates().hasSize(20).isEqualTo(allIds(200));
    }

    @Test
    void goesOnWhereItWasWhenMoreHappensMeanwhile() {
        insert(owner, 4, 1);
        String next = get("?limit=2").extract().path("next");

        pool.preparedQuery("INSERT INTO audit_events (user_id, at, id, action, target_type, outcome)"
                        + " VALUES ($1, now(), 99, 'tool.called', 'connector', 'ok')")
                .execute(Tuple.of(owner))
                .await()
                .atMost(PATIENCE);

        get("?limit=2&before=" + next).body("events.id", contains(3, 4)).body("next", nullValue());
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        insert(owner, 4, 1);

        get("?connector_id=1").body("events.id", contains(1, 3));
        get("?connector_id=1&limit=1").body("events.id", contains(1));
        get("?connector_id=7").body("events", hasSize(0));
        get("?action=tool.called").body("events", hasSize(4));
        get("?action=connector.created").body("events", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 201",
        "limit, -1",
        "limit, many",
        "limit, 99999999999999999999",
        "before, garbage",
        "before, _____________________w",
        "before, f____________________w",
        "action, connector.exploded",
        "action, CONNECTOR_CREATED",
        "connector_id, Wiki",
        "connector_id, 99999999999999999999",
    })
    void refusesWhatItDoesNotUnderstand(String parameter, String value) {
        given().auth()
                .oauth2(Tokens.of(owner))
                .queryParam(parameter, value)
                .get("/api/audit")
                .then()
                .statusCode(422)
                .body("error", equalTo("VALIDATION_FAILED"))
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo(parameter))
                .body("violations[0].in", equalTo("query"));
    }
}
