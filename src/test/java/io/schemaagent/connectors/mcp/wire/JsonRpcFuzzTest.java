package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.fuzz.RawBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonRpcFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String messages(Chance chance) {
        JsonText json = new JsonText(
                chance,
                List.of("jsonrpc", "id", "method", "params", "result", "error", "code", "message", "data"),
                List.of("2.0", "7", "ping", "tools/list", "notifications/message"));
        return chance.oneIn(4) ? "[" + chance.several(4, ",", () -> json.object(4)) + "]" : json.object(4);
    }

    private static Optional<JsonNode> parsed(byte[] bytes) {
        try {
            return Optional.of(JsonRpc.parse(JSON, bytes));
        } catch (MalformedMessageException malformed) {
            return Optional.empty();
        }
    }

    @Test
    void readsAnyBytesAsMessagesOrSaysThatTheyAreNone() {
        Fuzzing.of("messages", JsonRpcFuzzTest::messages).check("JsonRpc.read takes any bytes", input -> {
            try {
                List<Message> messages = JsonRpc.read(JSON, RawBytes.of(input));
                messages.forEach(JsonRpcFuzzTest::look);
                return !messages.isEmpty();
            } catch (MalformedMessageException malformed) {
                assertThat(malformed).hasMessage("Not valid JSON").hasNoCause();
                return false;
            }
        });
    }

    private static void look(Message message) {
        if (message instanceof Message.Reply reply) {
            assertThat(reply.id()).isNotNull();
            assertThat(reply.answers(7) && reply.answers(8)).isEqualTo(isUnattributed(reply));
        }
        if (message instanceof Message.Failure failure) {
            assertThat(failure.message()).isNotNull();
            assertThat(failure.data()).isNotNull();
        }
        if (message instanceof Message.Request request) {
            assertThat(request.id().isTextual() || request.id().isNumber()).isTrue();
        }
    }

    private static boolean isUnattributed(Message.Reply reply) {
        return reply instanceof Message.Failure
                && (reply.id().isNull() || reply.id().isMissingNode());
    }

    @Test
    void readsWhatItWroteAsTheSame() {
        Fuzzing.of("messages", JsonRpcFuzzTest::messages).check("JsonRpc reads what it writes", input -> {
            Optional<JsonNode> read = parsed(RawBytes.of(input)).filter(JsonRpcFuzzTest::hasAForm);
            read.ifPresent(document -> {
                byte[] written = JsonRpc.result(IntNode.valueOf(7), document).getBytes();

                assertThat(parsed(written).orElseThrow().path("result")).isEqualTo(document);
            });
            return read.isPresent();
        });
    }

    /** Half a surrogate pair has no UTF-8, a number beyond a double's is infinite, and nothing is no JSON. */
    private static boolean hasAForm(JsonNode document) {
        if (document.isMissingNode() || (document.isDouble() && Double.isInfinite(document.doubleValue()))) {
            return false;
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(document.toString())) {
            return false;
        }
        for (JsonNode child : document) {
            if (!hasAForm(child)) {
                return false;
            }
        }
        return true;
    }
}
