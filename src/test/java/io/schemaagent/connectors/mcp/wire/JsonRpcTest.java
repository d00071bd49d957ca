package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode parsed(String text) {
        return JsonRpc.parse(JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Message> read(String text) {
        return JsonRpc.read(JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean answersSeven(String text) {
        return read(text).stream()
                .filter(Message.Reply.class::isInstance)
                .map(Message.Reply.class::cast)
                .anyMatch(reply -> reply.answers(7));
    }

    @Test
    void writesMessages() {
        assertThat(JsonRpc.request(7, "tools/list", JsonRpc.object().put("cursor", ""))
                        .toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":7,\"params\":{\"cursor\":\"\"}}");
        assertThat(JsonRpc.notification("notifications/initialized", null).toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(JsonRpc.notification("a", JsonRpc.object().put("requestId", 7))
                        .toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"requestId\":7}}");
        assertThat(JsonRpc.result(TextNode.valueOf("s-1"), JsonRpc.object()).toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"s-1\",\"result\":{}}");
        assertThat(JsonRpc.error(IntNode.valueOf(3), JsonRpc.METHOD_NOT_FOUND, "not supported")
                        .toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32601,\"message\":\"not supported\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"result\":{}}",
                "{\"id\":7.0,\"result\":{}}",
                "{\"id\":\"7\",\"result\":{}}",
                "{\"id\":7,\"error\":{\"code\":-32000}}",
                "{\"id\":null,\"error\":{\"code\":-32700}}",
                "{\"error\":{\"code\":-32700}}",
                "[{\"method\":\"a\"},{\"id\":8,\"result\":{}},{\"id\":7,\"result\":{}}]"
            })
    void recognizesTheReply(String message) {
        assertThat(answersSeven(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":8,\"result\":{}}",
                "{\"id\":\"seven\",\"result\":{}}",
                "{\"id\":7,\"method\":\"ping\"}",
                "{\"method\":\"notifications/message\"}",
                "{\"id\":null,\"result\":{}}",
                "{\"id\":{},\"result\":{}}",
                "{\"id\":4294967303,\"result\":{}}",
                "{\"id\":7.5,\"result\":{}}",
                "{\"id\":7}",
                "[]",
                "[7]",
                "7",
                "null",
                ""
            })
    void takesNothingElseForTheReply(String message) {
        assertThat(answersSeven(message)).isFalse();
    }

    @Test
    void tellsRequestsFromNotifications() {
        assertThat(read("[{\"id\":\"a\",\"method\":\"ping\"},{\"method\":\"ping\"},{\"id\":null,\"method\":\"ping\"}]"))
                .extracting(message -> message.getClass().getSimpleName())
                .containsExactly("Request", "Notification", "Notification");
    }

    @Test
    void takesAResultBesideANullErrorForOne() {
        assertThat(read("{\"id\":7,\"error\":null,\"result\":{\"a\":1}}"))
                .containsExactly(new Message.Result(IntNode.valueOf(7), parsed("{\"a\":1}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{}}",
                "{\"error\":\"x\"}",
                "{\"error\":{\"code\":\"x\"}}",
                "{\"error\":{\"code\":1e99}}"
            })
    void knowsNoCodeWhereThereIsNone(String message) {
        assertThat(read(message)).singleElement().isInstanceOfSatisfying(Message.Failure.class, failure -> assertThat(
                        failure.code())
                .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "<html>", "{\"a\":tru}", "\u0000", "{\"a\":\"\n\"}"})
    void failsWhereThereIsNoJson(String text) {
        assertThatThrownBy(() -> parsed(text)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void failsWhereJsonIsTooDeepToBeRead() {
        assertThatThrownBy(() -> parsed("[".repeat(200_000) + "]".repeat(200_000)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void failsOnBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> JsonRpc.parse(JSON, new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'}))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void readsFieldNamesWithHalfASurrogatePair() {
        assertThat(parsed("{\"a\\ud800\":1,\"b\":\"\u00fc\"}").path("b").asText())
                .isEqualTo("\u00fc");
    }

    @Test
    void saysNothingOfWhatItCouldNotRead() {
        assertThatThrownBy(() -> parsed("{\"secret\":"))
                .hasMessage("Not valid JSON")
                .hasNoCause();
    }
}
