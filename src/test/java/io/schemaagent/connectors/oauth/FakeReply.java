package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a {@link FakeAuthorizationServer} is about to answer, which a test may change: {@code reply ->
 * reply.set("expires_in", "3600").inForm()}.
 */
public final class FakeReply {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final ObjectNode members;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;
    private Function<ObjectNode, String> body = ObjectNode::toString;

    private FakeReply(int status, ObjectNode members) {
        this.status = status;
        this.members = members;
    }

    /** A JSON object, which nobody may keep. */
    static FakeReply json(int status, ObjectNode members) {
        return new FakeReply(status, members)
                .withHeader("Content-Type", "application/json")
                .withHeader("Cache-Control", "no-store");
    }

    static FakeReply error(int status, String error, String description) {
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("error", error);
        Optional.ofNullable(description).ifPresent(text -> members.put("error_description", text));
        return json(status, members);
    }

    /** A text of this type, null for none. */
    static FakeReply text(int status, String contentType, String text) {
        FakeReply reply = new FakeReply(status, JsonNodeFactory.instance.objectNode()).withBody(text);
        return contentType == null ? reply : reply.withHeader("Content-Type", contentType);
    }

    static FakeReply redirect(String location) {
        return text(302, null, "").withHeader("Location", location);
    }

    /** Whether it says that something went wrong. */
    public boolean isError() {
        return status >= 400 || members.has("error");
    }

    /** What it says under this name, missing where it says nothing. */
    public JsonNode get(String name) {
        return members.path(name);
    }

    // --- what it says ---

    /** Says this text under that name, whatever it said before. */
    public FakeReply set(String name, String text) {
        return set(name, TextNode.valueOf(text));
    }

    /** Says this under that name, whatever it said before. */
    public FakeReply set(String name, JsonNode value) {
        members.set(name, value);
        return this;
    }

    /** Says nothing under this name. */
    public FakeReply without(String name) {
        members.remove(name);
        return this;
    }

    /** Puts a line break into the text under this name, with what would be a header line if it came that far. */
    public FakeReply withLineBreakIn(String name) {
        return members.has(name) ? set(name, members.path(name).asText() + "\r\nX-Injected: yes") : this;
    }

    /** Says something of this many characters besides. */
    public FakeReply paddedBy(int characters) {
        return set("padding", "x".repeat(characters));
    }

    // --- how it says it ---

    public FakeReply withStatus(int code) {
        status = code;
        return this;
    }

    public FakeReply withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Is of this type, whatever it says. */
    public FakeReply withContentType(String type) {
        return withHeader("Content-Type", type);
    }

    /** Says it as form parameters instead of JSON. */
    public FakeReply inForm() {
        body = FakeReply::form;
        return withContentType(FORM);
    }

    /** Says it as form parameters that are declared to be plain text. */
    public FakeReply inFormAsPlainText() {
        return inForm().withContentType("text/plain; charset=utf-8");
    }

    /** Says it as GitHub does: as form parameters, and errors with the status of success. */
    public FakeReply likeGitHub() {
        return inForm().withStatus(200);
    }

    /** Says every member twice, first with another value. */
    public FakeReply withDuplicateMembers() {
        body = FakeReply::twice;
        return this;
    }

    /** Breaks off in the middle of the JSON. */
    public FakeReply inMalformedJson() {
        body = said -> said.toString().substring(0, said.toString().length() / 2);
        return this;
    }

    /** Says this text instead. */
    public FakeReply withBody(String text) {
        body = said -> text;
        return this;
    }

    private static String form(ObjectNode members) {
        return members.properties().stream()
                .map(member -> encoded(member.getKey()) + "="
                        + encoded(member.getValue().asText()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String twice(ObjectNode members) {
        return members.properties().stream()
                .map(member -> TextNode.valueOf(member.getKey()) + ":\"other\"," + TextNode.valueOf(member.getKey())
                        + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Sends it, unless the other side gave up in the meantime. */
    void sendTo(HttpServerResponse response) {
        if (!response.closed()) {
            headers.forEach(response::putHeader);
            response.setStatusCode(status).end(body.apply(members));
        }
    }
}
