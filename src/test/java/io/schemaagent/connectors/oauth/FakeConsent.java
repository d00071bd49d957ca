package io.schemaagent.connectors.oauth;

import io.netty.handler.codec.http.QueryStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The authorization endpoint of a {@link FakeAuthorizationServer}, with a user who agrees to everything. */
final class FakeConsent {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String APPROVED = "approved";

    private final FakeClients clients;
    private final FakeGrants grants;
    private final Supplier<String> issuer;

    /** What is sent as {@code iss}: the issuer, nothing, or another. */
    volatile Supplier<Optional<String>> sentIssuer;

    /** What is sent as {@code state} instead of what came; null to send what came. */
    volatile String sentState;

    /** What a user who does not agree has sent; null where the user agrees. */
    volatile Denial denial;

    /** Whether the user has to press a button first. */
    volatile boolean asks;

    /** The scopes that are granted, whatever is asked for; null to grant what is asked for. */
    volatile Set<String> grantedScopes;

    FakeConsent(FakeClients clients, FakeGrants grants, Supplier<String> issuer) {
        this.clients = clients;
        this.grants = grants;
        this.issuer = issuer;
        answerNormally();
    }

    record Denial(String error, String description) {}

    void answerNormally() {
        sentIssuer = () -> Optional.of(issuer.get());
        sentState = null;
        denial = null;
        asks = false;
    }

    /** Redirects to the client, unless that could be anybody. */
    FakeReply answer(FakeAuthorizationServer.Received request) {
        Optional<FakeClients.Client> client = request.parameter("client_id").flatMap(clients::find);
        Optional<String> redirectUri = request.parameter("redirect_uri");
        if (client.isEmpty()
                || redirectUri.isEmpty()
                || !client.get().redirectUris().contains(redirectUri.get())) {
            return FakeReply.text(
                    400, "text/html; charset=utf-8", "<!doctype html><title>Unknown client or redirect_uri</title>");
        }
        if (asks && request.parameter(APPROVED).isEmpty()) {
            return FakeReply.text(200, "text/html; charset=utf-8", form(request));
        }
        QueryStringEncoder query = new QueryStringEncoder("");
        try {
            query.addParam("code", authorize(request, client.get(), redirectUri.get()));
        } catch (Refusal refusal) {
            query.addParam("error", refusal.error());
            query.addParam("error_description", refusal.getMessage());
        }
        Optional.ofNullable(sentState)
                .or(() -> request.parameter("state"))
                .ifPresent(state -> query.addParam("state", state));
        sentIssuer.get().ifPresent(sent -> query.addParam("iss", sent));
        String added = query.toString();
        return FakeReply.redirect(
                redirectUri.get() + (redirectUri.get().contains("?") ? added.replace('?', '&') : added));
    }

    private String authorize(FakeAuthorizationServer.Received request, FakeClients.Client client, String redirectUri) {
        request.requireSingleParameters();
        require(request.parameter("response_type").equals(Optional.of("code")), "response_type has to be code");
        require(request.parameter("state").isPresent(), "No state");
        require(request.parameter("code_challenge_method").equals(Optional.of("S256")), "No S256");
        String challenge = request.parameter("code_challenge").orElse("");
        require(CHALLENGE.matcher(challenge).matches(), "No code_challenge");
        Denial no = denial;
        if (no != null) {
            throw Refusal.of(no.error(), no.description());
        }
        Set<String> scopes = Optional.ofNullable(grantedScopes)
                .orElseGet(() -> FakeGrants.words(request.parameter("scope").orElse("")));
        return grants.authorize(new FakeGrants.Authorization(
                client.id(), redirectUri, challenge, scopes, new TreeSet<>(request.parameters("resource"))));
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw Refusal.of("invalid_request", otherwise);
        }
    }

    private static String form(FakeAuthorizationServer.Received request) {
        String path = request.path().replaceFirst("\\?.*", "");
        String hidden = request.parameters().entrySet().stream()
                .flatMap(FakeConsent::inputs)
                .collect(Collectors.joining());
        return """
                <!doctype html><title>Sign in</title><form method="post" action="%s">%s
                <button type="submit" name="%s" value="yes">Continue</button></form>""".formatted(escaped(path), hidden, APPROVED);
    }

    private static Stream<String> inputs(Map.Entry<String, List<String>> parameter) {
        return parameter.getValue().stream().map(value -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(escaped(parameter.getKey()), escaped(value)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
