package io.schemaagent.connectors.openapi;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.problem.ProblemBody;
import io.schemaagent.connectors.problem.ProblemCode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** What authorization servers, and browsers that come from one, ask for; and what a UI shows before anybody has signed in. */
    private static final Set<String> OPEN = Set.of(
            "/api/oauth/callback/{id}",
            "/api/oauth/config/{id}",
            "/oauth/client-metadata.json",
            "/.well-known/oauth-protected-resource");

    private static final String TOKEN_NEEDED = "{\"bearerAuth\":[]}";

    private JsonNode document;
    private ExampleCheck check;

    /** One call of the API. */
    private record Call(String path, String method, JsonNode operation) {

        String id() {
            return operation.path("operationId").asText();
        }

        Stream<Map.Entry<String, JsonNode>> responses() {
            return operation.path("responses").properties().stream();
        }

        /** In which ways a caller may be known, in JSON; any of them will do. */
        List<String> ways() {
            return StreamSupport.stream(operation.path("security").spliterator(), false)
                    .map(JsonNode::toString)
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeEach
    void load() throws JsonProcessingException {
        String json = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        document = new ObjectMapper().readTree(json);
        check = new ExampleCheck(document);
    }

    private List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry -> calls.add(new Call(path.getKey(), entry.getKey(), entry.getValue()))));
        return calls;
    }

    @Test
    void introducesItself() {
        assertThat(document.at("/info/title").asText()).isEqualTo("MCP Connectors");
        assertThat(document.at("/info/version").asText()).isNotEmpty();
        assertThat(document.at("/info/license/name").asText()).isEqualTo("Apache License 2.0");
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/");
        assertThat(document.at("/components/securitySchemes/bearerAuth/scheme").asText())
                .isEqualTo("bearer");
    }

    @Test
    void namesEveryOperation() {
        assertThat(calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.id()).as("operationId").isNotEmpty();
            assertThat(call.operation().path("summary").asText()).as("summary").isNotEmpty();
            assertThat(call.operation().path("tags")).as("tags").hasSize(1);
        });
        assertThat(calls()).extracting(Call::id).doesNotHaveDuplicates();
    }

    @Test
    void describesNoOperationThatIsNotThere() {
        assertThat(Facts.read().operations().keySet())
                .isEqualTo(calls().stream().map(Call::id).collect(toSet()));
    }

    @Test
    void opensOnlyTheRegistryAndWhatIsReadWithoutAUserToAnonymousCallers() {
        assertThat(calls()).allSatisfy(call -> {
            boolean registry = call.method().equals("get") && call.path().startsWith("/api/tools");
            List<String> ways = OPEN.contains(call.path())
                    ? List.of()
                    : registry ? List.of("{}", TOKEN_NEEDED) : List.of(TOKEN_NEEDED);
            assertThat(call.ways()).as(call.toString()).isEqualTo(ways);
        });
    }

    @Test
    void asksForATokenExactlyWhereItSays() {
        assertThat(calls()).allSatisfy(call -> {
            String path = call.path().replace("{alias}", "gmail").replaceAll("\\{\\w+}", "1");
            int status = given().redirects()
                    .follow(false)
                    .contentType("application/json")
                    .request(call.method().toUpperCase(Locale.ROOT), path)
                    .statusCode();

            assertThat(status == 401)
                    .as(call + " " + status)
                    .isEqualTo(call.ways().equals(List.of(TOKEN_NEEDED)));
        });
    }

    @Test
    void showsRequestsThatItsSchemasAllow() {
        assertThat(calls())
                .filteredOn(call -> call.operation().has("requestBody"))
                .isNotEmpty()
                .allSatisfy(call -> assertExamples(call.operation().at("/requestBody/content/application~1json")));
    }

    @Test
    void showsSuccessThatItsSchemasAllow() {
        assertThat(calls()).allSatisfy(call -> {
            List<String> good = call.responses()
                    .map(Map.Entry::getKey)
                    .filter(OpenApiTest::isGood)
                    .toList();
            assertThat(good).hasSize(1);
            JsonNode response = call.operation().path("responses").path(good.get(0));
            switch (good.get(0)) {
                case "204" -> assertThat(response.has("content")).isFalse();
                case "302" -> {
                    assertThat(response.has("content")).isFalse();
                    assertThat(response.at("/headers/Location/schema/type").asText())
                            .isEqualTo("string");
                }
                default -> assertExamples(response.at("/content/application~1json"));
            }
        });
    }

    @Test
    void showsEveryProblemAsItIsSent() {
        assertThat(calls()).allSatisfy(call -> {
            List<Map.Entry<String, JsonNode>> bad = call.responses()
                    .filter(response -> !isGood(response.getKey()))
                    .toList();
            assertThat(bad).extracting(Map.Entry::getKey).contains("500", "503");
            assertThat(bad)
                    .extracting(Map.Entry::getKey)
                    .filteredOn("401"::equals)
                    .hasSize(call.ways().isEmpty() ? 0 : 1);
            bad.forEach(response -> assertProblems(response.getKey(), response.getValue()));
        });
    }

    private static boolean isGood(String status) {
        return status.startsWith("2") || status.startsWith("3");
    }

    private void assertProblems(String status, JsonNode response) {
        JsonNode content = response.at("/content/application~1problem+json");
        assertExamples(content);
        content.path("examples").properties().forEach(example -> {
            ProblemCode code = ProblemCode.valueOf(example.getKey());
            JsonNode problem = example.getValue().path("value");
            assertThat(status).isEqualTo(Integer.toString(code.status()));
            assertThat(problem.path("status").asInt()).isEqualTo(code.status());
            assertThat(problem.path("error").asText()).isEqualTo(code.name());
            assertThat(problem.path("title").asText()).isEqualTo(code.title());
            assertThat(problem.path("type").asText()).isEqualTo(code.type().toString());
            assertThat(problem.path("detail").asText()).isNotEmpty();
            assertThat(problem.path("message")).isEqualTo(problem.path("detail"));
        });
    }

    private void assertExamples(JsonNode content) {
        assertThat(content.path("schema").isObject()).as("a schema").isTrue();
        assertThat(content.path("examples").properties()).as("examples").isNotEmpty();
        content.path("examples").properties().forEach(example -> assertThat(check.complaints(
                        content.path("schema"), example.getValue().path("value")))
                .as(example.getKey())
                .isEmpty());
    }

    @Test
    void knowsEveryMemberOfAProblem() {
        JsonNode properties = document.at("/components/schemas/Problem/properties");
        Set<String> members = Stream.of(ProblemBody.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.equals("traceId") ? "trace_id" : name)
                .filter(name -> !name.equals("extensions"))
                .collect(toSet());

        assertThat(properties.properties()).extracting(Map.Entry::getKey).containsAll(members);
        assertThat(document.at("/components/schemas/ProblemCode/enum")).hasSize(ProblemCode.values().length);
    }

    @Test
    void writesNamesInSnakeCaseExceptThoseOfMcp() {
        List<String> names = new ArrayList<>();
        document.at("/components/schemas")
                .forEach(schema -> schema.path("properties").properties().forEach(entry -> names.add(entry.getKey())));

        assertThat(names)
                .filteredOn(name -> !name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"))
                .isSubsetOf("inputSchema", "outputSchema");
    }

    @Test
    void answersASignedInCallerAsDocumented() throws JsonProcessingException {
        String token = Tokens.of(Tokens.aUser());

        assertAnswer("/api/tools", "/paths/~1api~1tools/get/responses/200/content/application~1json", token);
        assertAnswer(
                "/api/tools/gmail", "/paths/~1api~1tools~1{id}/get/responses/200/content/application~1json", token);
        assertAnswer(
                "/api/connectors/1",
                "/paths/~1api~1connectors~1{id}/get/responses/404/content/application~1problem+json",
                token);
        assertAnswer(
                "/api/connectors/predefined",
                "/paths/~1api~1connectors~1predefined/get/responses/200/content/application~1json",
                token);
        assertAnswer(
                "/api/oauth/config/gmail",
                "/paths/~1api~1oauth~1config~1{id}/get/responses/200/content/application~1json",
                token);
        assertAnswer(
                "/api/notion-mcp/status",
                "/paths/~1api~1{alias}~1status/get/responses/200/content/application~1json",
                token);
        assertAnswer("/api/audit", "/paths/~1api~1audit/get/responses/200/content/application~1json", token);
        assertAnswer(
                "/oauth/client-metadata.json",
                "/paths/~1oauth~1client-metadata.json/get/responses/200/content/application~1json",
                token);
    }

    @Test
    void namesEveryAliasThereIs() {
        assertThat(calls())
                .filteredOn(call -> call.path().startsWith("/api/{alias}/"))
                .hasSize(5)
                .allSatisfy(call -> assertThat(
                                call.operation().at("/parameters/0/schema/enum").toString())
                        .isEqualTo("[\"notion-mcp\",\"gdrive\",\"gmail\"]"));
    }

    private void assertAnswer(String path, String pointer, String token) throws JsonProcessingException {
        String answer = given().auth().oauth2(token).get(path).asString();
        JsonNode schema = document.at(pointer).path("schema");

        assertThat(check.complaints(schema, new ObjectMapper().readTree(answer)))
                .as(answer)
                .isEmpty();
    }
}
