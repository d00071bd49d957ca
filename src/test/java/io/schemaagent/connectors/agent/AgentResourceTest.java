package io.schemaagent.connectors.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AgentResourceTest {

    private static final String ADD = "{\"name\":\"add\",\"description\":\"Adds\",\"inputSchema\":{\"type\":\"object\","
            + "\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]},"
            + "\"annotations\":{\"readOnlyHint\":true}}";

    private static final String TEXT = "{\"arguments\":{\"text\":\"hey\"}}";

    /** Deeper than what is parsed, so that nobody who reads it can answer. */
    private static final String UNREADABLE =
            "[{\"name\":\"deep\",\"inputSchema\":{\"default\":" + "[".repeat(1500) + "]".repeat(1500) + "}}]";

    private final String owner = Tokens.aUser();
    private final FakeMcpServer server = FakeMcpServer.start().withTools("second", "first");

    @Inject
    Pool pool;

    @AfterEach
    void stop() {
        server.close();
    }

    private RequestSpecification caller() {
        return given().auth().oauth2(Tokens.of(owner)).contentType("application/json");
    }

    private long save(String name) {
        return save(name, server);
    }

    private long save(String name, FakeMcpServer of) {
        return caller().body(Map.of("name", name, "server_url", of.url(), "confirm_duplicate", true))
                .post("/api/connectors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private ValidatableResponse list() {
        return caller().get("/api/agent/tools").then().statusCode(200);
    }

    private ValidatableResponse call(String name, Object body) {
        return caller().body(body).post("/api/agent/tools/" + name + "/call").then();
    }

    private void setTools(long id, String json) {
        pool.preparedQuery("UPDATE user_mcp_connections SET discovered_tools = $2::text::jsonb WHERE id = $1")
                .execute(Tuple.of(id, json))
                .await()
                .indefinitely();
    }

    /** Changes what is stored of the first tool of a connector. */
    private void setFirstTool(long id, String fieldsJson) {
        pool.preparedQuery("UPDATE user_mcp_connections SET discovered_tools ="
                        + " jsonb_set(discovered_tools, '{0}', discovered_tools -> 0 || $2::text::jsonb) WHERE id = $1")
                .execute(Tuple.of(id, fieldsJson))
                .await()
                .indefinitely();
    }

    // --- the catalogue ---

    @Test
    void listsAllToolsByName() {
        long id = save("My Server");
        save("Änother, one");

        list().body("format", equalTo("mcp"))
                .body(
                        "tools.name",
                        contains("another-one__first", "another-one__second", "my-server__first", "my-server__second"))
                .body("tools[2].title", equalTo("My Server: first"))
                .body("tools[2].inputSchema.type", equalTo("object"))
                .body("tool_count", equalTo(4))
                .body("tool_choice", equalTo("auto"))
                .body("schema_tokens", greaterThan(0))
                .body("stale", empty())
                .body("withheld", empty())
                .body("unknown", empty());
        caller().get("/api/connectors/" + id).then().body("tool_count", equalTo(2));
    }

    @Test
    void listsNothingForWhoHasNothing() {
        save("mine");

        given().auth()
                .oauth2(Tokens.of(Tokens.aUser()))
                .get("/api/agent/tools")
                .then()
                .statusCode(200)
                .body("tools", empty())
                .body("tool_count", equalTo(0));
        given().get("/api/agent/tools").then().statusCode(401).body("error", equalTo("UNAUTHORIZED"));
    }

    @Test
    void keepsNamesForLife() {
        long first = save("Notion");
        save("Notion");
        list().body("tools.name", contains("notion__first", "notion__second", "notion-2__first", "notion-2__second"));

        caller().body(Map.of("name", "Renamed"))
                .put("/api/connectors/" + first)
                .then()
                .statusCode(200);

        list().body("tools.name", contains("notion__first", "notion__second", "notion-2__first", "notion-2__second"))
                .body("tools[0].title", equalTo("Renamed: first"));
    }

    @ParameterizedTest
    @CsvSource({
        "Notion,notion",
        "  My   Server! ,my-server",
        "Größe & Übermaß,grose-ubermas",
        "日本語,connector",
        "a_b__c,a-b-c",
        "---,connector",
        "A very long name that goes on and on,a-very-long-name-that-go",
        "1Password,1password",
    })
    void namesConnectorsSafely(String name, String slug) {
        save(name);

        list().body("tools.name", contains(slug + "__first", slug + "__second"));
    }

    @Test
    void describesToolsForOpenAi() {
        save("s");

        caller().get("/api/agent/tools?format=openai")
                .then()
                .statusCode(200)
                .body("format", equalTo("openai"))
                .body("tools.type", everyItem(equalTo("function")))
                .body("tools.function.name", contains("s__first", "s__second"))
                .body("tools[0].function.parameters.type", equalTo("object"));
    }

    @Test
    void describesToolsForAnthropic() {
        save("s");

        caller().get("/api/agent/tools?format=anthropic")
                .then()
                .statusCode(200)
                .body("tools.name", contains("s__first", "s__second"))
                .body("tools[0].input_schema.type", equalTo("object"));
    }

    @Test
    void knowsNoOtherFormat() {
        caller().get("/api/agent/tools?format=xml")
                .then()
                .statusCode(422)
                .body("error", equalTo("VALIDATION_FAILED"))
                .body("violations[0].field", equalTo("format"))
                .body("detail", containsString("mcp, openai, anthropic"));
    }

    @ParameterizedTest
    @CsvSource({
        "one,one__first one__second",
        "One,one__first one__second",
        "one__first,one__first",
        "One: second,one__second",
        "first,one__first two__first",
        "'one__first,two',one__first two__first two__second",
    })
    void narrowsToWhatIsSelected(String selected, String names) {
        save("One");
        save("two");

        caller().queryParam("selected", selected)
                .get("/api/agent/tools")
                .then()
                .statusCode(200)
                .body("tools.name", equalTo(List.of(names.split(" "))))
                .body("tool_choice", equalTo("required"))
                .body("unknown", empty());
    }

    @Test
    void saysWhatIsSelectedAndNotThere() {
        save("one");

        caller().queryParam("selected", "one__first", "nothing", "One:gone")
                .get("/api/agent/tools")
                .then()
                .body("tools.name", contains("one__first"))
                .body("unknown", contains("nothing", "one:gone"));
        caller().queryParam("selected", "nothing")
                .get("/api/agent/tools")
                .then()
                .body("tools", empty())
                .body("tool_choice", equalTo("auto"));
    }

    @Test
    void withholdsWhatItsOwnerHasNotAgreedTo() {
        long id = save("s");
        setFirstTool(id, "{\"state\":\"changed\"}");

        list().body("tools.name", contains("s__first"))
                .body("withheld", hasSize(1))
                .body("withheld[0].name", equalTo("s__second"))
                .body("withheld[0].tool", equalTo("second"))
                .body("withheld[0].connector_id", equalTo((int) id))
                .body("withheld[0].state", equalTo("changed"))
                .body("withheld[0].reason", containsString("has changed"));
        call("s__second", "{}")
                .statusCode(400)
                .body("error", equalTo("TOOL_NOT_AVAILABLE"))
                .body("detail", containsString("has changed since you agreed to it"));
    }

    @Test
    void leavesOutWhatIsSwitchedOff() {
        long id = save("s");
        setFirstTool(id, "{\"is_enabled\":false,\"state\":\"disabled\"}");

        list().body("tools.name", contains("s__first")).body("withheld", empty());
        call("s__second", "{}").statusCode(400).body("detail", containsString("switched off"));

        caller().body("{\"is_active\":false}")
                .post("/api/connectors/" + id + "/toggle")
                .then()
                .statusCode(200);
        list().body("tools", empty());
        call("s__first", "{}").statusCode(404).body("error", equalTo("TOOL_NOT_FOUND"));
    }

    @Test
    void keepsServingWhatItKnowsOfAServerThatIsDown() {
        long id = save("s");
        server.on("initialize").answersStatus(500);
        caller().post("/api/connectors/" + id + "/verify").then().body("success", equalTo(false));

        list().body("tools.name", contains("s__first", "s__second"))
                .body("stale", hasSize(1))
                .body("stale[0].connector_id", equalTo((int) id))
                .body("stale[0].name", equalTo("s"))
                .body("stale[0].status", equalTo("failing"))
                .body("stale[0].since", not(emptyString()));
    }

    @Test
    void answersNothingToWhoHasItAlready() {
        long id = save("s");
        String tag = list().extract().header("ETag");

        caller().header("If-None-Match", tag)
                .get("/api/agent/tools")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(emptyString());
        caller().header("If-None-Match", "\"other\", W/" + tag)
                .get("/api/agent/tools")
                .then()
                .statusCode(304);
        caller().header("If-None-Match", tag)
                .get("/api/agent/tools?format=openai")
                .then()
                .statusCode(200);

        setFirstTool(id, "{\"state\":\"changed\"}");

        caller().header("If-None-Match", tag)
                .get("/api/agent/tools")
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(tag)))
                .header("Cache-Control", equalTo("private, no-cache"))
                .header("Vary", containsString("Authorization"));
    }

    @Test
    void readsNoToolsForWhoHasThemAlready() {
        setTools(save("s"), UNREADABLE);

        caller().header("If-None-Match", "*").get("/api/agent/tools").then().statusCode(304);
    }

    @Test
    void findsChangesMadeElsewhereAtOnce() {
        long id = save("s");
        list().body("tools", hasSize(2));

        pool.preparedQuery("UPDATE user_mcp_connections SET discovered_tools = '[]' WHERE id = $1")
                .execute(Tuple.of(id))
                .await()
                .indefinitely();

        list().body("tools", empty());
    }

    // --- calls ---

    @Test
    void callsAToolWhateverElseThereIs() {
        setTools(save("a"), UNREADABLE);
        save("s");
        setTools(save("z"), UNREADABLE);

        call("s__first", TEXT).statusCode(200).body("is_error", equalTo(false));
        call("s__first", TEXT).statusCode(200).body("is_error", equalTo(false));
    }

    @Test
    void callsWhatWasListedBefore() {
        save("a");
        save("s");
        list();

        call("s__first", TEXT).statusCode(200).body("is_error", equalTo(false));
        call("a__first", TEXT).statusCode(200).body("is_error", equalTo(false));
        list().body("tools", hasSize(4));
    }

    @Test
    void listsAllAfterACallHasReadSome() {
        save("a");
        save("s");
        call("s__first", TEXT).statusCode(200);

        list().body("tools.name", contains("a__first", "a__second", "s__first", "s__second"));
    }

    @Test
    void callsATool() {
        save("s");

        call("s__first", TEXT)
                .statusCode(200)
                .body("is_error", equalTo(false))
                .body("content", not(empty()))
                .body("duration_ms", greaterThan(-1));

        assertThat(server.requests().stream()
                        .filter(request -> request.name().equals("tools/call"))
                        .map(request -> request.json().path("params")))
                .singleElement()
                .satisfies(params -> {
                    assertThat(params.path("name").asText()).isEqualTo("first");
                    assertThat(params.path("arguments").path("text").asText()).isEqualTo("hey");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"arguments\":null}", "{\"arguments\":{}}"})
    void needsNoArguments(String body) {
        server.withTool("{\"name\":\"open\",\"inputSchema\":{\"type\":\"object\"}}");
        save("s");

        call("s__open", body).statusCode(200).body("is_error", equalTo(false));
    }

    @Test
    void checksArgumentsFirst() {
        FakeMcpServer adds = FakeMcpServer.start().withTool(ADD);
        try (adds) {
            save("s", adds);
            adds.forgetRequests();

            call("s__add", "{\"arguments\":{\"a\":\"one\"}}")
                    .statusCode(422)
                    .body("error", equalTo("VALIDATION_FAILED"))
                    .body("violations.field", contains("arguments.a", "arguments.b"))
                    .body("violations.in", everyItem(equalTo("body")));

            assertThat(adds.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"arguments\":[]}        | 422",
                "{\"arguments\":\"text\"}  | 422",
                "{\"arguments\":5}         | 422",
                "[]                        | 422",
                "{                         | 400",
            })
    void refusesOtherBodies(String body, int status) {
        save("s");

        call("s__first", body).statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s__gone", "gone__first", "first", "s", "__", "s__", "%F0%9F%98%80", "s__first__"})
    void knowsNoOtherTool(String name) {
        save("s");

        call(name, "{}").statusCode(404).body("error", equalTo("TOOL_NOT_FOUND"));
    }

    @Test
    void callsNobodyElsesTool() {
        save("s");

        given().auth()
                .oauth2(Tokens.of(Tokens.aUser()))
                .contentType("application/json")
                .body("{}")
                .post("/api/agent/tools/s__first/call")
                .then()
                .statusCode(404);
    }

    @Test
    void answersThatAServerIsDown() {
        save("s");
        server.on("tools/call").answersStatus(401);

        call("s__first", TEXT)
                .statusCode(200)
                .body("is_error", equalTo(true))
                .body("error_code", equalTo("AUTH_REQUIRED"))
                .body("content[0].type", equalTo("text"))
                .body("content[0].text", containsString("credentials"));
    }

    @Test
    void callsOnceMoreWhatMayBeRepeated() {
        FakeMcpServer adds = FakeMcpServer.start().withTool(ADD);
        try (adds) {
            save("s", adds);
            adds.onNext("tools/call").answersStatus(500);

            call("s__add", "{\"arguments\":{\"a\":1,\"b\":2}}").statusCode(200).body("is_error", equalTo(false));
        }
    }

    @Test
    void callsOnlyOnceWhatMayHaveDoneItsWork() {
        save("s");
        server.on("tools/call").answersStatus(500);
        server.forgetRequests();

        call("s__first", TEXT)
                .statusCode(200)
                .body("is_error", equalTo(true))
                .body("content[0].text", containsString("may have done its work"));

        assertThat(server.requests().stream().filter(request -> request.name().equals("tools/call")))
                .hasSize(1);
    }

    @Test
    void takesDownWhatWasCalled() {
        long id = save("s");
        call("s__first", TEXT).statusCode(200);
        server.on("tools/call").answersStatus(500);
        call("s__first", TEXT).statusCode(200);
        setFirstTool(id, "{\"state\":\"changed\"}");
        call("s__second", TEXT).statusCode(400);

        Eventually.holds("three calls are in the trail", Duration.ofSeconds(30), () -> calls().size() == 3);

        assertThat(calls())
                .extracting(event -> event.get("outcome"))
                .containsExactly("TOOL_NOT_AVAILABLE", "SERVER_ERROR", "ok");
        assertThat(calls()).allSatisfy(event -> assertThat(event.toString()).doesNotContain("hey"));
    }

    private List<Map<String, Object>> calls() {
        return caller().get("/api/audit?action=tool.called")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("events");
    }
}
