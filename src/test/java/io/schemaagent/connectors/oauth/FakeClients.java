package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** Who a {@link FakeAuthorizationServer} knows, and how they prove who they are. */
final class FakeClients {

    static final String BASIC = "client_secret_basic";
    static final String POST = "client_secret_post";
    static final String NONE = "none";

    private final FakeSecrets secrets;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final List<JsonNode> registrations = new CopyOnWriteArrayList<>();
    private final Set<String> documents = ConcurrentHashMap.newKeySet();

    /** Where those may return to whose id is the address of a document; null where there are no such clients. */
    volatile List<String> documentRedirects;

    /** How those who register are to prove themselves, whatever they asked for; null to do as they ask. */
    volatile String forcedMethod;

    volatile boolean closed;

    FakeClients(FakeSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * A client.
     *
     * @param method how it proves itself at the token endpoint
     */
    record Client(String id, Optional<String> secret, String method, List<String> redirectUris) {}

    /** What a request says about who sends it. */
    private record Proof(String id, String secret, String method) {}

    List<JsonNode> registrations() {
        return List.copyOf(registrations);
    }

    List<String> documents() {
        return List.copyOf(documents);
    }

    void add(Client client) {
        client.secret().ifPresent(secrets::note);
        clients.put(client.id(), client);
    }

    void forget() {
        clients.clear();
    }

    Optional<Client> find(String id) {
        List<String> redirects = documentRedirects;
        if (redirects != null && id.matches("https?://.*")) {
            documents.add(id);
            return Optional.of(new Client(id, Optional.empty(), NONE, redirects));
        }
        return Optional.ofNullable(clients.get(id));
    }

    // --- registration ---

    FakeReply register(FakeAuthorizationServer.Received request) {
        JsonNode asked = request.json();
        registrations.add(asked);
        if (closed) {
            return FakeReply.text(404, null, "");
        }
        List<String> redirects = StreamSupport.stream(
                        asked.path("redirect_uris").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String method =
                forcedMethod == null ? asked.path("token_endpoint_auth_method").asText(BASIC) : forcedMethod;
        if (redirects.isEmpty() || !redirects.stream().allMatch(FakeClients::isPermitted)) {
            throw Refusal.of("invalid_redirect_uri", "redirect_uris have to be HTTPS or loopback");
        }
        if (!List.of(BASIC, POST, NONE).contains(method)) {
            throw Refusal.of("invalid_client_metadata", "token_endpoint_auth_method is not supported");
        }
        return welcome(asked, method, redirects);
    }

    private FakeReply welcome(JsonNode asked, String method, List<String> redirects) {
        Optional<String> secret = method.equals(NONE) ? Optional.empty() : Optional.of(secrets.make("client-secret"));
        Client client = new Client("client-" + (clients.size() + 1), secret, method, redirects);
        add(client);
        ObjectNode answer = asked.deepCopy();
        answer.put("client_id", client.id()).put("token_endpoint_auth_method", method);
        secret.ifPresent(text -> answer.put("client_secret", text).put("client_secret_expires_at", 0));
        return FakeReply.json(201, answer);
    }

    private static boolean isPermitted(String redirectUri) {
        return redirectUri.startsWith("https://")
                || redirectUri.startsWith("http://127.0.0.1")
                || redirectUri.startsWith("http://localhost");
    }

    // --- authentication ---

    /** The client that sent this, which proved itself in the way that is its own, and in no other. */
    Client authenticate(FakeAuthorizationServer.Received request) {
        Proof proof = proofIn(request);
        secrets.note(proof.secret());
        Client client = find(proof.id()).orElseThrow(() -> Refusal.ofClient("Unknown client"));
        if (!client.method().equals(proof.method())) {
            throw Refusal.ofClient("This client authenticates with " + client.method());
        }
        if (!client.secret().equals(Optional.ofNullable(proof.secret()))) {
            throw Refusal.ofClient("Wrong client_secret");
        }
        return client;
    }

    private Proof proofIn(FakeAuthorizationServer.Received request) {
        Optional<String> basic = request.header("Authorization");
        Optional<String> id = request.form("client_id");
        Optional<String> secret = request.form("client_secret");
        if (basic.isPresent() && secret.isPresent()) {
            throw Refusal.of("invalid_request", "More than one way to authenticate");
        }
        if (basic.isEmpty()) {
            return new Proof(
                    id.orElseThrow(() -> Refusal.ofClient("No client_id")),
                    secret.orElse(null),
                    secret.isPresent() ? POST : NONE);
        }
        Proof proof = basic(basic.get());
        if (!id.orElse(proof.id()).equals(proof.id())) {
            throw Refusal.of("invalid_request", "Two different clients");
        }
        return proof;
    }

    /** Both are form-encoded before they are joined, RFC 6749, section 2.3.1. */
    private Proof basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw Refusal.ofClient("No Basic authentication");
        }
        String credentials = authorization.substring(6).strip();
        secrets.note(credentials);
        try {
            String joined = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = joined.indexOf(':');
            if (colon < 0) {
                throw Refusal.ofClient("No colon in Basic authentication");
            }
            return new Proof(decoded(joined.substring(0, colon)), decoded(joined.substring(colon + 1)), BASIC);
        } catch (IllegalArgumentException undecodable) {
            throw Refusal.ofClient("Basic authentication cannot be decoded");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
