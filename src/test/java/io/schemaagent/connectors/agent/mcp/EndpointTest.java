package io.schemaagent.connectors.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.schemaagent.connectors.problem.Violation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODERN = "2026-07-28";
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final List<UniEmitter<? super Void>> pauses = new ArrayList<>();
    private final FakeAgentTools tools =
            new FakeAgentTools().with("a__one", "a__two", "a-b__one", "b__three", "b__two");
    private final Endpoint endpoint = new Endpoint(
            JSON,
            tools,
            Settings.pagesOf(2),
            new ServerIdentity("mcp-connectors", "1.2.3"),
            new KeepAlive(Uni.createFrom().emitter(pauses::add)));

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private Reply answer(Post post) {
        return endpoint.answer(FakeAgentTools.OWNER, post, Optional.empty())
                .await()
                .indefinitely();
    }

    private Reply send(String version, String method, String name, String body) {
        return answer(new Post(version, method, name, body));
    }

    private Reply legacy(String method, String params) {
        return send("2025-11-25", null, null, request(method, params));
    }

    /** With {@code _meta} and headers as they should be. */
    private Reply modern(String method, String params) {
        JsonNode given = JsonText.read(params);
        ((ObjectNode) given).setAll((ObjectNode) JsonText.read("{" + META + "}"));
        return send(MODERN, method, given.path("name").textValue(), request(method, given.toString()));
    }

    private static JsonNode body(Reply reply) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(reply.body()));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static JsonNode resultOf(Reply reply) {
        assertThat(reply.status()).as(String.valueOf(reply.body())).isEqualTo(200);
        assertThat(body(reply).path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(body(reply).path("id").intValue()).isEqualTo(7);
        return body(reply).required("result");
    }

    private static void assertRefused(Reply reply, int status, int code) {
        assertThat(reply.status()).as(String.valueOf(reply.body())).isEqualTo(status);
        assertThat(body(reply).path("error").path("code").intValue()).isEqualTo(code);
        assertThat(body(reply).path("error").path("message").asText()).isNotBlank();
        assertThat(body(reply).has("result")).isFalse();
    }

    // --- what is no message ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                  | -32700",
                "{                                                   | -32700",
                "[                                                   | -32700",
                "hello                                               | -32700",
                "null                                                | -32600",
                "7                                                   | -32600",
                "{}                                                  | -32600",
                "[]                                                  | -32600",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}   | -32600",
                "{\"id\":1,\"method\":\"ping\"}                       | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}          | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1}                       | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}         | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}  | -32600",
            })
    void refusesWhatIsNoMessage(String body, int code) {
        Reply reply = send(null, null, null, body);

        assertRefused(reply, 400, code);
        assertThat(body(reply).has("id")).isFalse();
    }

    @Test
    void refusesNothing() {
        assertRefused(answer(new Post(null, null, null, null)), 400, Refusal.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "-5", "9007199254740993", "\"a\"", "\"\""})
    void answersWithTheSameId(String id) {
        Reply reply = send(null, null, null, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(body(reply).get("id")).hasToString(id);
    }

    @ParameterizedTest
    @CsvSource({
        "notifications/initialized, ",
        "notifications/initialized, 2025-06-18",
        "notifications/cancelled, 2025-11-25",
        "notifications/anything, 2026-07-28",
    })
    void takesNotifications(String method, String version) {
        Reply reply = send(version, null, null, "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).isNull();
    }

    // --- versions ---

    @ParameterizedTest
    @ValueSource(strings = {"", "1999-01-01", "2024-11-05", "2027-01-01", "latest"})
    void knowsNoOtherVersion(String version) {
        Reply request = send(version, null, null, request("tools/list", "{}"));
        Reply notification =
                send(version, null, null, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertRefused(request, 400, Refusal.UNSUPPORTED_PROTOCOL_VERSION);
        assertRefused(notification, 400, Refusal.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(body(request).path("error").path("data").path("requested").asText())
                .isEqualTo(version);
        assertThat(body(request).path("error").path("data").path("supported"))
                .extracting(JsonNode::asText)
                .containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
    }

    // --- the era of the handshake ---

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-06-18, 2025-06-18",
        "2025-03-26, 2025-03-26",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "1.0, 2025-11-25",
        "'', 2025-11-25",
    })
    void agreesOnAVersion(String requested, String agreed) {
        JsonNode result = resultOf(send(
                null,
                null,
                null,
                request(
                        "initialize",
                        "{\"protocolVersion\":\"" + requested
                                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}")));

        assertThat(result.path("protocolVersion").asText()).isEqualTo(agreed);
        assertThat(result.path("capabilities")).hasToString("{\"tools\":{}}");
        assertThat(result.path("serverInfo"))
                .hasToString("{\"name\":\"mcp-connectors\",\"title\":\"MCP Connectors\",\"version\":\"1.2.3\"}");
        assertThat(result.path("instructions").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({",", "2025-03-26,", "2025-06-18,", "2025-11-25,"})
    void servesEveryVersionWithAHandshake(String version) {
        JsonNode result = resultOf(send(version, null, null, request("tools/list", "null")));

        assertThat(result.path("tools")).hasSize(2);
        assertThat(result.has("resultType")).isFalse();
        assertThat(resultOf(send(version, null, null, request("ping", "{}")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server/discover",
                "resources/list",
                "prompts/list",
                "logging/setLevel",
                "completion/complete",
                "TOOLS/LIST",
                ""
            })
    void knowsNoOtherMethod(String method) {
        assertRefused(legacy(method, "{}"), 200, Refusal.METHOD_NOT_FOUND);
    }

    @Test
    void listsPageByPage() {
        List<String> names = new ArrayList<>();
        String params = "{}";
        for (int pages = 1; pages <= 3; pages++) {
            JsonNode page = resultOf(legacy("tools/list", params));
            page.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
            assertThat(page.has("nextCursor")).isEqualTo(pages < 3);
            params = "{\"cursor\":" + page.path("nextCursor") + "}";
        }

        assertThat(names).containsExactlyElementsOf(tools.names);
    }

    @Test
    void missesNoToolWhenOthersComeAndGoBetweenPages() {
        JsonNode first = resultOf(legacy("tools/list", "{\"cursor\":null}"));
        tools.names.clear();
        tools.with("a__0", "a__one", "a-b__one", "b__three");

        JsonNode second = resultOf(legacy("tools/list", "{\"cursor\":" + first.path("nextCursor") + "}"));

        assertThat(second.path("tools"))
                .extracting(tool -> tool.path("name").asText())
                .containsExactly("a-b__one", "b__three");
        assertThat(second.has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"x\"", "\"!!!\"", "7", "{}", "\"YQ\"", "\"YV9fb25lCg\""})
    void refusesCursorsOfOthers(String cursor) {
        assertRefused(legacy("tools/list", "{\"cursor\":" + cursor + "}"), 200, Refusal.INVALID_PARAMS);
        assertRefused(modern("tools/list", "{\"cursor\":" + cursor + "}"), 200, Refusal.INVALID_PARAMS);
    }

    @Test
    void showsNobodyElsesTools() {
        Reply reply = endpoint.answer(
                        "another", new Post(null, null, null, request("tools/list", "{}")), Optional.empty())
                .await()
                .indefinitely();

        assertThat(resultOf(reply)).hasToString("{\"tools\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a__one\",\"arguments\":{\"x\":1}} | a__one of {\"x\":1}",
                "{\"name\":\"a__one\",\"arguments\":{}}        | a__one of {}",
                "{\"name\":\"a__one\",\"arguments\":null}      | a__one of null",
                "{\"name\":\"a__one\"}                         | a__one of null",
            })
    void calls(String params, String text) {
        String content = "{\"content\":[{\"type\":\"text\",\"text\":" + TextNode.valueOf(text) + "}],\"isError\":false";

        assertThat(resultOf(legacy("tools/call", params))).hasToString(content + "}");
        assertThat(resultOf(modern("tools/call", params)).toString())
                .startsWith(content + ",\"resultType\":\"complete\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"arguments\":{}}",
                "{\"name\":7}",
                "{\"name\":\"a__one\",\"arguments\":[]}",
                "{\"name\":\"a__one\",\"arguments\":\"x\"}",
                "[]"
            })
    void refusesCallsOfAnotherShape(String params) {
        assertRefused(legacy("tools/call", params), 200, Refusal.INVALID_PARAMS);
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":1}', true, true", "'[1]', false, true", "'\"text\"', false, true", "null, false, true"})
    void givesOldClientsStructuredObjectsOnly(String structured, boolean inLegacy, boolean inModern) {
        tools.structured = JsonText.read(structured);

        JsonNode legacy = resultOf(legacy("tools/call", "{\"name\":\"a__one\"}"));
        JsonNode modern = resultOf(modern("tools/call", "{\"name\":\"a__one\"}"));

        assertThat(legacy.has("structuredContent")).isEqualTo(inLegacy);
        assertThat(modern.has("structuredContent")).isEqualTo(inModern);
    }

    // --- calls that fail ---

    @Test
    void saysThatAToolIsUnknown() {
        tools.failures.put("a__gone", Problem.of(ProblemCode.TOOL_NOT_FOUND, "There is no such tool."));

        Reply legacy = legacy("tools/call", "{\"name\":\"a__gone\"}");
        Reply modern = modern("tools/call", "{\"name\":\"a__gone\"}");

        assertRefused(legacy, 200, Refusal.INVALID_PARAMS);
        assertRefused(modern, 200, Refusal.INVALID_PARAMS);
        assertThat(body(legacy).path("error").path("message").asText()).isEqualTo("Unknown tool: a__gone");
    }

    @ParameterizedTest
    @CsvSource({
        "TOOL_NOT_AVAILABLE, This tool is switched off.",
        "CONNECTOR_NOT_FOUND, There is no such connector.",
        "CREDENTIALS_REQUIRED, Sign in again.",
    })
    void letsTheModelReadWhyACallFailed(ProblemCode code, String detail) {
        tools.failures.put("a__one", Problem.of(code, detail));

        JsonNode result = resultOf(legacy("tools/call", "{\"name\":\"a__one\"}"));

        assertThat(result)
                .hasToString("{\"content\":[{\"type\":\"text\",\"text\":\"" + detail + "\"}],\"isError\":true}");
        assertThat(resultOf(modern("tools/call", "{\"name\":\"a__one\"}"))
                        .path("isError")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void letsTheModelReadWhatIsWrongWithItsArguments() {
        tools.failures.put("a__one", Problem.invalid(Violation.inBody("arguments.x", "must be a number")));

        JsonNode result = resultOf(modern("tools/call", "{\"name\":\"a__one\"}"));

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("content").path(0).path("text").asText()).isEqualTo("arguments.x must be a number");
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED, 429", "SERVICE_UNAVAILABLE, 503"})
    void saysWhenToTryAgain(ProblemCode code, int status) {
        tools.failures.put("a__one", Problem.of(code, "Too much.").retryAfter(9));

        Reply reply = legacy("tools/call", "{\"name\":\"a__one\"}");

        assertRefused(reply, status, status);
        assertThat(reply.retryAfter()).isEqualTo(OptionalLong.of(9));
        assertThat(body(reply).path("id").intValue()).isEqualTo(7);
    }

    @Test
    void leavesDefectsToWhoeverLogsThem() {
        tools.failures.put("a__one", new IllegalStateException("defect"));

        assertThatThrownBy(() -> legacy("tools/call", "{\"name\":\"a__one\"}")).hasMessage("defect");
    }

    // --- the era without a handshake ---

    @Test
    void describesItself() {
        JsonNode result = resultOf(modern("server/discover", "{}"));

        assertThat(result.path("supportedVersions"))
                .extracting(JsonNode::asText)
                .containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26");
        assertThat(result.path("capabilities")).hasToString("{\"tools\":{}}");
        assertThat(result.path("instructions").asText()).isNotBlank();
        assertThat(result.path("resultType").asText()).isEqualTo("complete");
        assertThat(result.path("cacheScope").asText()).isEqualTo("private");
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("version"))
                .hasToString("\"1.2.3\"");
    }

    @Test
    void saysHowLongAListMayBeKept() {
        JsonNode first = resultOf(modern("tools/list", "{}"));
        JsonNode second = resultOf(modern("tools/list", "{\"cursor\":" + first.path("nextCursor") + "}"));

        assertThat(first.path("tools")).hasSize(2);
        assertThat(first.path("ttlMs").intValue()).isEqualTo(60_000);
        assertThat(first.path("cacheScope").asText()).isEqualTo("private");
        assertThat(first.path("resultType").asText()).isEqualTo("complete");
        assertThat(second.path("tools").path(0).path("name").asText()).isEqualTo("a-b__one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/list",
                "subscriptions/listen",
                "prompts/get",
                "nothing"
            })
    void hasNoOtherMethodSinceThen(String method) {
        assertRefused(modern(method, "{}"), 404, Refusal.METHOD_NOT_FOUND);
    }

    private static final String VERSION = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"";
    private static final String ABLE = "\"io.modelcontextprotocol/clientCapabilities\":{}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // header    | method     | _meta                                          | code
                "2026-07-28  | tools/list | -                                              | -32602",
                "2026-07-28  | tools/list | {}                                             | -32602",
                "2026-07-28  | tools/list | {" + ABLE + "}                                 | -32602",
                "2026-07-28  | tools/list | {" + VERSION + "}                              | -32602",
                "2026-07-28  | tools/list | {" + VERSION
                        + ",\"io.modelcontextprotocol/clientCapabilities\":7} | -32602",
                "2026-07-28  | tools/list | {\"io.modelcontextprotocol/protocolVersion\":7," + ABLE + "} | -32602",
                "-           | tools/list | {" + VERSION + "," + ABLE + "}                 | -32020",
                "2025-11-25  | tools/list | {" + VERSION + "," + ABLE + "}                 | -32020",
                "2026-07-29  | tools/list | {" + VERSION + "," + ABLE + "}                 | -32020",
                "2026-07-28  | -          | {" + VERSION + "," + ABLE + "}                 | -32020",
                "2026-07-28  | tools/call | {" + VERSION + "," + ABLE + "}                 | -32020",
                "2026-07-28  | TOOLS/LIST | {" + VERSION + "," + ABLE + "}                 | -32020",
                "v9          | tools/list | {\"io.modelcontextprotocol/protocolVersion\":\"v9\"," + ABLE + "} | -32022",
                "2025-11-25  | tools/list | {\"io.modelcontextprotocol/protocolVersion\":\"2025-11-25\"," + ABLE
                        + "} | -32022",
            })
    void wantsHeadersAndBodyToAgree(String header, String method, String meta, int code) {
        String params = meta == null ? "{}" : "{\"_meta\":" + meta + "}";

        Reply reply = send(header, method, null, request("tools/list", params));

        assertRefused(reply, 400, code);
        assertThat(body(reply).path("id").intValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a__one  | \"a__one\"              | 200",
                "=?base64?YV9fb25l?= | \"a__one\"  | 200",
                "=?base64?w7Y=?=     | \"ö\"       | 200",
                "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?= | \"=?base64?literal?=\" | 200",
                "=?base64?YV9fb25l   | \"=?base64?YV9fb25l\" | 200",
                "=?base64?=          | \"=?base64?=\" | 200",
                "a__two  | \"a__one\"              | 400",
                "A__ONE  | \"a__one\"              | 400",
                "-       | \"a__one\"              | 400",
                "=?base64?YV9fb25l!?= | \"a__one\" | 400",
                "=?base64?/w==?=     | \"ö\"       | 400",
                "=?BASE64?YV9fb25l?= | \"a__one\"  | 400",
                "7                   | 7           | 400",
                "a__one              | null        | 400",
            })
    void wantsTheNameToAgree(String header, String name, int status) {
        Reply reply = send(MODERN, "tools/call", header, request("tools/call", "{\"name\":" + name + "," + META + "}"));

        if (status == 200) {
            resultOf(reply);
        } else {
            assertRefused(reply, status, Refusal.HEADER_MISMATCH);
        }
    }

    // --- before the answer ---

    /** What a client was told. */
    private static final class Told implements Interim {

        private final List<String> messages = new ArrayList<>();

        @Override
        public boolean hasBegun() {
            return !messages.isEmpty();
        }

        @Override
        public void tell(JsonNode message) {
            messages.add(message.toString());
        }

        @Override
        public void keepAlive() {
            messages.add("a sign of life");
        }
    }

    private static Post aCall(String meta) {
        return new Post(
                "2025-11-25", null, null, request("tools/call", "{\"name\":\"a__one\",\"_meta\":" + meta + "}"));
    }

    private UniAssertSubscriber<Reply> begin(Post post, Interim client) {
        return endpoint.answer(FakeAgentTools.OWNER, post, Optional.of(client))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"t\"", "7", "0", "\"\""})
    void tellsHowFarACallIsUnderItsToken(String token) {
        tools.steps.addAll(List.of(1.0, 2.5));
        Told told = new Told();

        Reply reply = begin(aCall("{\"progressToken\":" + token + "}"), told).getItem();

        assertThat(told.messages)
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                                + token + ",\"progress\":1,\"total\":10,\"message\":\"step 1.0\"}}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                                + token + ",\"progress\":2.5,\"total\":10,\"message\":\"step 2.5\"}}");
        assertThat(resultOf(reply).path("isError").asBoolean(true)).isFalse();
    }

    @Test
    void tellsItInTheModernEra() {
        tools.steps.add(1.0);
        Told told = new Told();
        String meta = META.replace("{\"io", "{\"progressToken\":\"t\",\"io");

        Reply reply = begin(
                        new Post(
                                MODERN,
                                "tools/call",
                                "a__one",
                                request("tools/call", "{\"name\":\"a__one\"," + meta + "}")),
                        told)
                .getItem();

        assertThat(told.messages).hasSize(1);
        assertThat(resultOf(reply).path("resultType").asText()).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"progressToken\":null}", "{\"progressToken\":1.5}", "{\"progressToken\":{}}", "[]"})
    void tellsNothingWithoutAToken(String meta) {
        tools.steps.add(1.0);
        Told told = new Told();

        Reply reply = begin(aCall(meta), told).getItem();

        assertThat(told.messages).isEmpty();
        assertThat(tools.wanted).isFalse();
        assertThat(pauses).isEmpty();
        resultOf(reply);
    }

    @Test
    void asksForNoProgressThatItsClientTakesNoEventsOf() {
        answer(aCall("{\"progressToken\":1}"));

        assertThat(tools.wanted).isFalse();
    }

    @Test
    void tellsNothingBeforeARefusal() {
        Told told = new Told();
        Post post = new Post(
                MODERN,
                "tools/call",
                null,
                request("tools/call", "{\"name\":\"a__one\",\"_meta\":{\"progressToken\":1}}"));

        assertRefused(begin(post, told).getItem(), 400, Refusal.INVALID_PARAMS);
        assertThat(told.messages).isEmpty();
    }

    @Test
    void givesSignsOfLifeForAsLongAsACallTakes() {
        List<UniEmitter<? super Void>> work = new ArrayList<>();
        tools.slow = Uni.createFrom().emitter(work::add);
        Told told = new Told();
        UniAssertSubscriber<Reply> caller = begin(aCall("{\"progressToken\":1}"), told);

        pauses.get(0).complete(null);
        pauses.get(1).complete(null);

        assertThat(told.messages).containsExactly("a sign of life", "a sign of life");
        work.get(0).complete(null);
        pauses.get(2).complete(null);
        assertThat(told.messages).hasSize(2);
        resultOf(caller.assertCompleted().getItem());
    }

    @Test
    void ceasesWithItsCaller() {
        AtomicBoolean stopped = new AtomicBoolean();
        tools.slow = Uni.createFrom().<Void>nothing().onCancellation().invoke(() -> stopped.set(true));
        Told told = new Told();

        begin(aCall("{\"progressToken\":1}"), told).cancel();
        pauses.get(0).complete(null);

        assertThat(stopped).isTrue();
        assertThat(told.messages).isEmpty();
    }

    @Test
    void saysInAMessageWhatFailsAfterTheBeginning() {
        tools.steps.add(1.0);
        tools.failures.put("a__one", new IllegalStateException("defect"));

        Reply reply = begin(aCall("{\"progressToken\":1}"), new Told()).getItem();

        assertThat(body(reply).path("error").path("code").intValue()).isEqualTo(Refusal.INTERNAL_ERROR);
        assertThat(body(reply).path("id").intValue()).isEqualTo(7);
        assertThat(body(reply).toString()).doesNotContain("defect");
    }

    @Test
    void failsAsEverWithNothingTold() {
        tools.failures.put("a__one", new IllegalStateException("defect"));

        begin(aCall("{\"progressToken\":1}"), new Told()).assertFailedWith(IllegalStateException.class);
    }

    @Test
    void checksTheHeadersOfUnknownMethodsToo() {
        assertRefused(
                send(MODERN, "tools/list", null, request("nothing", "{" + META + "}")), 400, Refusal.HEADER_MISMATCH);
    }
}
