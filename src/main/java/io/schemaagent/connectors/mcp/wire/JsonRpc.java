package io.schemaagent.connectors.mcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** JSON-RPC 2.0 as MCP uses it: messages to bytes, and back. */
public final class JsonRpc {

    /** There is no such method (JSON-RPC 2.0, section 5.1). */
    public static final int METHOD_NOT_FOUND = -32601;

    /** The parameters are not what the method takes (JSON-RPC 2.0, section 5.1). */
    public static final int INVALID_PARAMS = -32602;

    /** Headers and body disagree (MCP 2026-07-28). */
    public static final int HEADER_MISMATCH = -32020;

    /** The client would have to be able to do more (MCP 2026-07-28). */
    public static final int MISSING_CLIENT_CAPABILITY = -32021;

    /** The server speaks other versions (MCP 2026-07-28); {@code data.supported} names them. */
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private JsonRpc() {}

    /** An empty object, to put parameters into. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static Buffer request(int id, String method, ObjectNode params) {
        return bytes(message().put("method", method).put("id", id).set("params", params));
    }

    /** A message that wants no answer; null stands for no parameters. */
    public static Buffer notification(String method, ObjectNode params) {
        ObjectNode message = message().put("method", method);
        return bytes(params == null ? message : message.set("params", params));
    }

    /** The answer to a request of the server's. */
    public static Buffer result(JsonNode id, JsonNode result) {
        return bytes(message().<ObjectNode>set("id", id).set("result", result));
    }

    /** The refusal of a request of the server's. */
    public static Buffer error(JsonNode id, int code, String text) {
        ObjectNode error = object().put("code", code).put("message", text);
        return bytes(message().<ObjectNode>set("id", id).set("error", error));
    }

    private static ObjectNode message() {
        return object().put("jsonrpc", "2.0");
    }

    private static Buffer bytes(JsonNode message) {
        return Buffer.buffer(message.toString());
    }

    /**
     * The messages in a document: one or, as in 2025-03-26, a batch. What is JSON but no message is left out.
     *
     * @throws MalformedMessageException where it is no JSON in UTF-8, or nested too deep to be read
     */
    public static List<Message> read(ObjectMapper json, byte[] bytes) {
        JsonNode document = parse(json, bytes);
        if (!document.isArray()) {
            return Message.of(document).map(List::of).orElseGet(List::of);
        }
        List<Message> batch = new ArrayList<>(document.size());
        document.forEach(part -> Message.of(part).ifPresent(batch::add));
        return batch;
    }

    /**
     * A document as JSON; missing where it is empty.
     *
     * @throws MalformedMessageException where it is no JSON in UTF-8, or nested too deep to be read
     */
    public static JsonNode parse(ObjectMapper json, byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException | StackOverflowError malformed) {
            return parseAsText(json, bytes);
        }
    }

    /** Of bytes, the parser refuses a field name with half a surrogate pair, and with it all else in the document. */
    @SuppressWarnings("UnusedException") // Its text repeats what the server said.
    private static JsonNode parseAsText(ObjectMapper json, byte[] bytes) {
        try {
            return json.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IOException | StackOverflowError malformed) {
            throw new MalformedMessageException();
        }
    }
}
