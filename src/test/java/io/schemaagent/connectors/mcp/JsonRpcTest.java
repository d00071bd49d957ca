package io.schemaagent.connectors.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode parsed(String text) {
        return JsonRpc.parse(JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectAssert<McpException> assertThatRefused(ThrowingCallable step) {
        return assertThatThrownBy(step).asInstanceOf(InstanceOfAssertFactories.type(McpException.class));
    }

    @Test
    void writesRequestsAndNotifications() {
        assertThat(parsed(JsonRpc.request(7, "tools/list", JsonRpc.params().put("cursor", ""))
                        .toString()))
                .isEqualTo(parsed(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":7,\"params\":{\"cursor\":\"\"}}"));
        assertThat(parsed(JsonRpc.notification("notifications/initialized").toString()))
                .isEqualTo(parsed("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"result\":{}}",
                "{\"id\":\"7\",\"result\":{}}",
                "{\"id\":7,\"error\":{\"code\":-32000}}",
                "{\"id\":null,\"error\":{\"code\":-32700}}",
                "[{\"method\":\"a\"},{\"id\":8,\"result\":{}},{\"id\":7,\"result\":{}}]"
            })
    void recognizesTheReply(String message) {
        assertThat(JsonRpc.replyIn(parsed(message), 7)).isPresent();
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
                "[]",
                "[7]",
                "7",
                "null",
                ""
            })
    void takesNothingElseForTheReply(String message) {
        assertThat(JsonRpc.replyIn(parsed(message), 7)).isEmpty();
    }

    @Test
    void givesTheResult() {
        assertThat(JsonRpc.result(parsed("{\"id\":7,\"error\":null,\"result\":{\"a\":1}}")))
                .isEqualTo(parsed("{\"a\":1}"));
    }

    @Test
    void failsWithTheCodeOfAnError() {
        assertThatRefused(() -> JsonRpc.result(parsed("{\"error\":{\"code\":-32601,\"message\":\"secret\"}}")))
                .returns(FailureReason.JSONRPC_ERROR, McpException::reason)
                .returns(JsonRpc.METHOD_NOT_FOUND, McpException::rpcCode)
                .returns("JSONRPC_ERROR", McpException::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7}", "{\"result\":null}", "{\"result\":[]}", "{\"result\":\"text\"}"})
    void failsWithoutAResult(String reply) {
        assertThatRefused(() -> JsonRpc.result(parsed(reply)))
                .returns(FailureReason.JSON_INVALID, McpException::reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "<html>", "{\"a\":tru}", "\u0000", "{\"a\":\"\n\"}"})
    void failsWhereThereIsNoJson(String text) {
        assertThatRefused(() -> parsed(text)).returns(FailureReason.JSON_INVALID, McpException::reason);
    }

    @Test
    void failsWhereJsonIsTooDeepToBeRead() {
        assertThatRefused(() -> parsed("[".repeat(200_000) + "]".repeat(200_000)))
                .returns(FailureReason.JSON_INVALID, McpException::reason);
    }

    @Test
    void failsOnBytesThatAreNotUtf8() {
        assertThatRefused(() -> JsonRpc.parse(JSON, new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'}))
                .returns(FailureReason.JSON_INVALID, McpException::reason);
    }
}
