package io.schemaagent.connectors.oauth;

import static io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint.AUTHORIZE;
import static io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint.METADATA;
import static io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint.REGISTER;
import static io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint.REVOKE;
import static io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Place;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves that the fake is a correct authorization server as it starts, with everything it can be told to be. */
@Timeout(60)
class FakeAuthorizationServerTest {

    private static final String HOME = "https://app.example/callback";
    private static final String RESOURCE = "https://mcp.example/mcp";

    private final FakeAuthorizationServer server =
            FakeAuthorizationServer.start().preRegister("public", null, HOME, "none");

    @AfterEach
    void stopServer() {
        server.close();
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> parameters, String name) {
        Map<String, String> changed = new TreeMap<>(parameters);
        changed.remove(name);
        return changed;
    }

    private static Map<String, String> anAuthorization(String clientId) {
        return new TreeMap<>(Map.of(
                "client_id",
                clientId,
                "redirect_uri",
                HOME,
                "response_type",
                "code",
                "state",
                "state 1",
                "code_challenge",
                PlainOauthClient.CHALLENGE,
                "code_challenge_method",
                "S256",
                "scope",
                "read write",
                "resource",
                RESOURCE));
    }

    private HttpResponse<String> authorize(Map<String, String> parameters) {
        return PlainOauthClient.get(PlainOauthClient.withQuery(server.url(AUTHORIZE), parameters));
    }

    private String aCode(String clientId) {
        return PlainOauthClient.redirected(authorize(anAuthorization(clientId)), "code")
                .orElseThrow();
    }

    private static Map<String, String> aRedemption(String code) {
        return new TreeMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                HOME,
                "code_verifier",
                PlainOauthClient.VERIFIER,
                "client_id",
                "public",
                "resource",
                RESOURCE));
    }

    private static Map<String, String> aRefresh(String token) {
        return new TreeMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", "public"));
    }

    private HttpResponse<String> ask(Map<String, String> parameters, String... headers) {
        return PlainOauthClient.postForm(server.url(TOKEN), parameters, headers);
    }

    private JsonNode refresh(String token) {
        return PlainOauthClient.json(ask(aRefresh(token)));
    }

    private JsonNode someTokens() {
        return PlainOauthClient.json(ask(aRedemption(aCode("public"))));
    }

    private static String refreshTokenOf(JsonNode tokens) {
        return tokens.path("refresh_token").asText();
    }

    private boolean isAlive(JsonNode tokens) {
        return server.isAlive(tokens.path("access_token").asText());
    }

    private static String errorOf(HttpResponse<String> response) {
        return PlainOauthClient.json(response).path("error").asText();
    }

    private HttpResponse<String> register(String body) {
        return PlainOauthClient.postJson(server.url(REGISTER), body);
    }

    // --- metadata ---

    @Test
    void publishesItsMetadata() {
        JsonNode metadata = PlainOauthClient.json(PlainOauthClient.get(server.url(METADATA)));

        assertThat(metadata.path("issuer").asText())
                .isEqualTo(server.issuer())
                .isEqualTo("http://127.0.0.1:" + server.port());
        assertThat(metadata.path("authorization_endpoint").asText()).isEqualTo(server.url(AUTHORIZE));
        assertThat(metadata.path("token_endpoint").asText()).isEqualTo(server.url(TOKEN));
        assertThat(metadata.path("registration_endpoint").asText()).isEqualTo(server.url(REGISTER));
        assertThat(metadata.path("revocation_endpoint").asText()).isEqualTo(server.url(REVOKE));
        assertThat(metadata.path("code_challenge_methods_supported").path(0).asText())
                .isEqualTo("S256");
        assertThat(PlainOauthClient.get(server.url(Place.OPENID)).statusCode()).isEqualTo(404);
    }

    @Test
    void publishesWhereAndWhatItIsTold() {
        server.withIssuerPath("/tenant1")
                .servesMetadataAt(Place.OPENID, Place.OPENID_APPENDED)
                .metadata("issuer", TextNode.valueOf("https://other.example"))
                .withoutMetadata("code_challenge_methods_supported");

        JsonNode metadata = PlainOauthClient.json(
                PlainOauthClient.get(server.origin() + "/.well-known/openid-configuration/tenant1"));
        assertThat(metadata.path("issuer").asText()).isEqualTo("https://other.example");
        assertThat(metadata.has("code_challenge_methods_supported")).isFalse();
        assertThat(metadata.path("token_endpoint").asText()).isEqualTo(server.origin() + "/tenant1/token");
        assertThat(PlainOauthClient.get(server.origin() + "/tenant1/.well-known/openid-configuration")
                        .statusCode())
                .isEqualTo(200);
        assertThat(PlainOauthClient.get(server.origin() + "/.well-known/oauth-authorization-server/tenant1")
                        .statusCode())
                .isEqualTo(404);
    }

    // --- registration ---

    @Test
    void registersClientsWithAndWithoutSecret() {
        JsonNode confidential = PlainOauthClient.json(register("{\"redirect_uris\":[\"" + HOME + "\"]}"));
        JsonNode open = PlainOauthClient.json(
                register("{\"redirect_uris\":[\"" + HOME + "\"],\"token_endpoint_auth_method\":\"none\"}"));
        server.registersForMethod("client_secret_post");
        HttpResponse<String> other =
                register("{\"redirect_uris\":[\"" + HOME + "\"],\"token_endpoint_auth_method\":\"none\"}");

        assertThat(confidential.path("token_endpoint_auth_method").asText()).isEqualTo("client_secret_basic");
        assertThat(server.issuedSecrets())
                .contains(confidential.path("client_secret").asText());
        assertThat(open.has("client_secret")).isFalse();
        assertThat(open.path("client_id")).isNotEqualTo(confidential.path("client_id"));
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(PlainOauthClient.json(other)
                        .path("token_endpoint_auth_method")
                        .asText())
                .isEqualTo("client_secret_post");
        assertThat(server.registrations()).hasSize(3);
    }

    @Test
    void refusesRegistrations() {
        HttpResponse<String> unsafe = register("{\"redirect_uris\":[\"http://app.example/callback\"]}");
        server.onNext(REGISTER).answersError(400, "invalid_redirect_uri", null);
        HttpResponse<String> refused = register("{\"redirect_uris\":[\"" + HOME + "\"]}");
        server.registersNobody();

        assertThat(errorOf(unsafe)).isEqualTo("invalid_redirect_uri");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"invalid_redirect_uri\"}");
        assertThat(register("{\"redirect_uris\":[\"" + HOME + "\"]}").statusCode())
                .isEqualTo(404);
        assertThat(PlainOauthClient.json(PlainOauthClient.get(server.url(METADATA)))
                        .has("registration_endpoint"))
                .isFalse();
    }

    @Test
    void knowsThoseWhoseIdIsTheAddressOfADocument() {
        String id = "https://client.example/oauth/client.json";
        int before = authorize(anAuthorization(id)).statusCode();
        server.acceptsClientIdDocuments(HOME);
        HttpResponse<String> response = ask(with(aRedemption(aCode(id)), "client_id", id));

        assertThat(before).isEqualTo(400);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(server.clientIdDocuments()).containsExactly(id);
        assertThat(PlainOauthClient.json(PlainOauthClient.get(server.url(METADATA)))
                        .path("client_id_metadata_document_supported")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void forgetsClients() {
        JsonNode tokens = someTokens();
        server.forgetsClients();

        assertThat(errorOf(ask(aRefresh(refreshTokenOf(tokens))))).isEqualTo("invalid_client");
        assertThat(authorize(anAuthorization("public")).statusCode()).isEqualTo(400);
    }

    // --- authorization ---

    @Test
    void sendsTheUserBackWithACode() {
        HttpResponse<String> response = authorize(anAuthorization("public"));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith(HOME + "?");
        assertThat(PlainOauthClient.redirected(response, "code")).isPresent();
        assertThat(PlainOauthClient.redirected(response, "state")).hasValue("state 1");
        assertThat(PlainOauthClient.redirected(response, "iss")).hasValue(server.issuer());
        assertThat(server.requests(AUTHORIZE).get(0).query("scope")).hasValue("read write");
        assertThat(server.requests(AUTHORIZE).get(0).parameters("resource")).containsExactly(RESOURCE);
    }

    @Test
    void sendsTheUserBackWithWhatItIsTold() {
        server.leavesTheIssuerOut().sendsState("other");
        HttpResponse<String> without = authorize(anAuthorization("public"));
        server.sendsIssuer("https://evil.example").deniesAccess();
        HttpResponse<String> denied = authorize(anAuthorization("public"));
        server.answersNormally();

        assertThat(PlainOauthClient.redirected(without, "iss")).isEmpty();
        assertThat(PlainOauthClient.redirected(without, "state")).hasValue("other");
        assertThat(PlainOauthClient.redirected(denied, "iss")).hasValue("https://evil.example");
        assertThat(PlainOauthClient.redirected(denied, "error")).hasValue("access_denied");
        assertThat(PlainOauthClient.redirected(denied, "error_description")).hasValue("<script>alert(1)</script>");
        assertThat(PlainOauthClient.redirected(denied, "code")).isEmpty();
        assertThat(PlainOauthClient.redirected(authorize(anAuthorization("public")), "code"))
                .isPresent();
    }

    @Test
    void addsToTheQueryOfARedirectUri() {
        server.preRegister("query", null, HOME + "?id=1", "none");
        HttpResponse<String> response = authorize(with(anAuthorization("query"), "redirect_uri", HOME + "?id=1"));

        assertThat(response.headers().firstValue("Location").orElseThrow()).startsWith(HOME + "?id=1&code=");
        assertThat(PlainOauthClient.redirected(response, "state")).hasValue("state 1");
    }

    @Test
    void sendsNobodyToAStranger() {
        Map<String, String> right = anAuthorization("public");

        assertThat(authorize(with(right, "client_id", "stranger")).statusCode()).isEqualTo(400);
        assertThat(authorize(with(right, "redirect_uri", HOME + "/more")).statusCode())
                .isEqualTo(400);
        assertThat(authorize(without(right, "redirect_uri")).statusCode()).isEqualTo(400);
    }

    @Test
    void insistsOnPkceAndState() {
        Map<String, String> right = anAuthorization("public");

        for (Map<String, String> wrong : List.of(
                without(right, "code_challenge"),
                with(right, "code_challenge", "short"),
                without(right, "code_challenge_method"),
                with(right, "code_challenge_method", "plain"),
                with(right, "response_type", "token"),
                without(right, "state"))) {
            assertThat(PlainOauthClient.redirected(authorize(wrong), "error")).hasValue("invalid_request");
        }
    }

    @Test
    void asksTheUserFirst() {
        server.asksTheUser();
        HttpResponse<String> page = authorize(with(anAuthorization("public"), "state", "\"><script>"));
        Map<String, String> pressed = with(anAuthorization("public"), "approved", "yes");
        HttpResponse<String> after = PlainOauthClient.postForm(server.url(AUTHORIZE), pressed);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("action=\"/authorize\"", "name=\"state\" value=\"&quot;>&lt;script>\"", "Continue</button>");
        assertThat(PlainOauthClient.redirected(after, "code")).isPresent();
    }

    @Test
    void isAgreedToInABrowser() {
        server.asksTheUser();
        String url = PlainOauthClient.withQuery(server.url(AUTHORIZE), anAuthorization("public"));
        String sentTo = BrowserSession.of("ada").agrees(url, HOME);

        assertThat(PlainOauthClient.parameter(sentTo, "state")).hasValue("state 1");
        assertThat(ask(aRedemption(PlainOauthClient.parameter(sentTo, "code").orElseThrow()))
                        .statusCode())
                .isEqualTo(200);
    }

    // --- tokens ---

    @Test
    void givesTokensForACode() {
        HttpResponse<String> response = ask(aRedemption(aCode("public")));
        JsonNode tokens = PlainOauthClient.json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").isInt()).isTrue();
        assertThat(tokens.path("scope").asText()).isEqualTo("read write");
        assertThat(isAlive(tokens)).isTrue();
        assertThat(server.find(tokens.path("access_token").asText()).orElseThrow())
                .isEqualTo(new TokenCheck.Granted(Set.of("read", "write"), Set.of(RESOURCE)));
        assertThat(server.requests(TOKEN).get(0).form("resource")).hasValue(RESOURCE);
        assertThat(server.tokenRequests()).isOne();
        assertThat(server.refreshes()).isZero();
    }

    @Test
    void takesACodeOnce() {
        String code = aCode("public");
        JsonNode tokens = PlainOauthClient.json(ask(aRedemption(code)));
        HttpResponse<String> again = ask(aRedemption(code));

        assertThat(errorOf(again)).isEqualTo("invalid_grant");
        assertThat(isAlive(tokens)).isFalse();
        assertThat(server.familiesRevoked()).isOne();
    }

    @Test
    void takesNoCodeWithoutItsProofs() {
        String other = "another-verifier-than-the-one-that-began-it";

        assertThat(errorOf(ask(with(aRedemption(aCode("public")), "code_verifier", other))))
                .isEqualTo("invalid_grant");
        assertThat(errorOf(ask(without(aRedemption(aCode("public")), "code_verifier"))))
                .isEqualTo("invalid_grant");
        assertThat(errorOf(ask(with(aRedemption(aCode("public")), "redirect_uri", HOME + "/"))))
                .isEqualTo("invalid_grant");
        assertThat(errorOf(ask(with(aRedemption(aCode("public")), "resource", "https://other.example"))))
                .isEqualTo("invalid_target");
        assertThat(errorOf(ask(aRedemption("guessed")))).isEqualTo("invalid_grant");
        assertThat(server.issuedSecrets()).contains(other, "guessed");

        String late = aCode("public");
        server.expiresCodes();
        assertThat(errorOf(ask(aRedemption(late)))).isEqualTo("invalid_grant");
    }

    @Test
    void refusesWhatIsNoTokenRequest() {
        assertThat(errorOf(ask(with(aRedemption(aCode("public")), "grant_type", "password"))))
                .isEqualTo("unsupported_grant_type");
        assertThat(errorOf(PlainOauthClient.postJson(server.url(TOKEN), "{}"))).isEqualTo("invalid_request");
        assertThat(PlainOauthClient.get(server.url(TOKEN)).statusCode()).isEqualTo(405);
    }

    @Test
    void requiresResource() {
        server.requiresResource();

        assertThat(PlainOauthClient.redirected(authorize(without(anAuthorization("public"), "resource")), "error"))
                .hasValue("invalid_target");
        assertThat(errorOf(ask(without(aRedemption(aCode("public")), "resource"))))
                .isEqualTo("invalid_target");
        assertThat(someTokens().has("access_token")).isTrue();
    }

    @Test
    void authenticatesClients() {
        String secret = "s:e+c r%e/t=ü";
        String id = "id:1";
        server.preRegister(id, secret, HOME, "client_secret_basic")
                .preRegister("post", secret, HOME, "client_secret_post");
        String basic = PlainOauthClient.basic(id, secret);

        assertThat(ask(without(aRedemption(aCode(id)), "client_id"), "Authorization", basic)
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask(with(with(aRedemption(aCode("post")), "client_id", "post"), "client_secret", secret))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.issuedSecrets()).contains(secret, basic.substring("Basic ".length()));
    }

    @Test
    void refusesClientsThatDoNotProveThemselves() {
        server.preRegister("basic", "secret", HOME, "client_secret_basic");
        Map<String, String> anonymous = without(aRedemption(aCode("basic")), "client_id");
        String right = PlainOauthClient.basic("basic", "secret");

        HttpResponse<String> wrong = ask(anonymous, "Authorization", PlainOauthClient.basic("basic", "guessed"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"fake\"");
        assertThat(errorOf(wrong)).isEqualTo("invalid_client");
        assertThat(errorOf(ask(with(with(anonymous, "client_id", "basic"), "client_secret", "secret"))))
                .isEqualTo("invalid_client");
        assertThat(errorOf(ask(with(anonymous, "client_id", "basic")))).isEqualTo("invalid_client");
        assertThat(errorOf(ask(anonymous))).isEqualTo("invalid_client");
        assertThat(errorOf(ask(anonymous, "Authorization", "Basic !"))).isEqualTo("invalid_client");
        assertThat(errorOf(ask(anonymous, "Authorization", "Bearer x"))).isEqualTo("invalid_client");
        assertThat(errorOf(ask(with(anonymous, "client_id", "public"), "Authorization", right)))
                .isEqualTo("invalid_request");
        assertThat(errorOf(ask(with(anonymous, "client_secret", "secret"), "Authorization", right)))
                .isEqualTo("invalid_request");
        assertThat(ask(anonymous, "Authorization", right).statusCode()).isEqualTo(200);
    }

    @Test
    void rotatesRefreshTokens() {
        JsonNode first = someTokens();
        JsonNode second = refresh(refreshTokenOf(first));

        assertThat(second.path("refresh_token")).isNotEqualTo(first.path("refresh_token"));
        assertThat(isAlive(first)).isTrue();
        assertThat(isAlive(second)).isTrue();
        assertThat(server.refreshes()).isOne();
        assertThat(server.familiesRevoked()).isZero();
    }

    @Test
    void endsAFamilyOfWhichATokenIsUsedTwice() {
        JsonNode first = someTokens();
        JsonNode stranger = someTokens();
        JsonNode second = refresh(refreshTokenOf(first));
        JsonNode reused = refresh(refreshTokenOf(first));

        assertThat(reused.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refresh(refreshTokenOf(second)).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(isAlive(first)).isFalse();
        assertThat(isAlive(second)).isFalse();
        assertThat(isAlive(stranger)).isTrue();
        assertThat(server.familiesRevoked()).isOne();
        assertThat(server.refreshes()).isOne();
    }

    @Test
    void keepsRepeatsOrWithholdsRefreshTokens() {
        String token = refreshTokenOf(someTokens());
        server.keepsRefreshTokens();
        JsonNode kept = refresh(token);
        server.repeatsRefreshTokens();
        JsonNode repeated = refresh(token);
        server.givesNoRefreshTokens();
        JsonNode none = someTokens();
        server.rotatesRefreshTokens().requiresOfflineAccess();
        JsonNode online = someTokens();
        server.grantsScopes("read offline_access");
        JsonNode offline = someTokens();

        assertThat(kept.has("access_token")).isTrue();
        assertThat(kept.has("refresh_token")).isFalse();
        assertThat(refreshTokenOf(repeated)).isEqualTo(token);
        assertThat(none.has("refresh_token")).isFalse();
        assertThat(online.has("refresh_token")).isFalse();
        assertThat(offline.has("refresh_token")).isTrue();
        assertThat(offline.path("scope").asText()).isEqualTo("read offline_access");
    }

    @Test
    void refreshesForTheSameClientAndNoMoreThanWasPermitted() {
        server.preRegister("other", null, HOME, "none");
        String token = refreshTokenOf(someTokens());

        assertThat(errorOf(ask(with(aRefresh(token), "client_id", "other")))).isEqualTo("invalid_grant");
        assertThat(errorOf(ask(with(aRefresh(token), "scope", "admin")))).isEqualTo("invalid_scope");
        assertThat(errorOf(ask(with(aRefresh(token), "resource", "https://other.example"))))
                .isEqualTo("invalid_target");
        assertThat(PlainOauthClient.json(ask(with(aRefresh(token), "scope", "read")))
                        .path("scope")
                        .asText())
                .isEqualTo("read");
    }

    @Test
    void endsAccessTokensInTime() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        server.withClock(now::get).accessTokensLive(Duration.ofSeconds(5));
        JsonNode tokens = someTokens();
        boolean before = isAlive(tokens);
        now.updateAndGet(time -> time.plusSeconds(5));

        assertThat(tokens.path("expires_in").asInt()).isEqualTo(5);
        assertThat(before).isTrue();
        assertThat(isAlive(tokens)).isFalse();
        assertThat(isAlive(refresh(refreshTokenOf(tokens)))).isTrue();
    }

    @Test
    void endsTokensAtOnce() {
        JsonNode tokens = someTokens();
        server.expiresAccessTokens();
        boolean expired = !isAlive(tokens);
        JsonNode refreshed = refresh(refreshTokenOf(tokens));
        server.revokesEverything();

        assertThat(expired).isTrue();
        assertThat(isAlive(refreshed)).isFalse();
        assertThat(refresh(refreshTokenOf(refreshed)).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void givesTokensWithoutTheWayToThem() {
        FakeAuthorizationServer.Tokens tokens = server.tokensFor("public", "read", RESOURCE);

        assertThat(server.isAlive(tokens.accessToken())).isTrue();
        assertThat(isAlive(refresh(tokens.refreshToken().orElseThrow()))).isTrue();
    }

    @Test
    void namesTheUserInAnIdToken() {
        server.givesIdTokensFor("ada@example.org");
        JsonNode claims =
                PlainOauthClient.claimsOf(someTokens().path("id_token").asText());

        assertThat(claims.path("email").asText()).isEqualTo("ada@example.org");
        assertThat(claims.path("iss").asText()).isEqualTo(server.issuer());
        assertThat(claims.path("aud").asText()).isEqualTo("public");
    }

    @Test
    void remembersEverythingSecret() {
        JsonNode tokens = someTokens();
        String code = server.requests(TOKEN).get(0).form("code").orElseThrow();

        assertThat(server.issuedSecrets())
                .contains(
                        code,
                        PlainOauthClient.VERIFIER,
                        tokens.path("access_token").asText(),
                        refreshTokenOf(tokens))
                .doesNotContain("");
    }

    // --- revocation ---

    @Test
    void revokesTokens() {
        JsonNode tokens = someTokens();
        JsonNode other = someTokens();
        HttpResponse<String> response = PlainOauthClient.postForm(
                server.url(REVOKE),
                Map.of("token", refreshTokenOf(tokens), "token_type_hint", "refresh_token", "client_id", "public"));
        PlainOauthClient.postForm(
                server.url(REVOKE), Map.of("token", other.path("access_token").asText(), "client_id", "public"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(isAlive(tokens)).isFalse();
        assertThat(isAlive(other)).isFalse();
        assertThat(isAlive(refresh(refreshTokenOf(other)))).isTrue();
        assertThat(server.revoked())
                .containsExactly(
                        new FakeAuthorizationServer.Revoked(
                                refreshTokenOf(tokens), Optional.of("refresh_token"), "public"),
                        new FakeAuthorizationServer.Revoked(
                                other.path("access_token").asText(), Optional.empty(), "public"));
    }

    @Test
    void revokesNothingForStrangersOrWhenItIsDown() {
        JsonNode tokens = someTokens();
        Map<String, String> request = Map.of("token", refreshTokenOf(tokens), "client_id", "public");
        HttpResponse<String> stranger =
                PlainOauthClient.postForm(server.url(REVOKE), with(request, "client_id", "stranger"));
        server.on(REVOKE).answersStatus(503);
        HttpResponse<String> down = PlainOauthClient.postForm(server.url(REVOKE), request);

        assertThat(errorOf(stranger)).isEqualTo("invalid_client");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(server.revoked()).isEmpty();
        assertThat(isAlive(tokens)).isTrue();
    }

    // --- replies that are wrong ---

    @Test
    void changesReplies() {
        server.onNext(TOKEN).answers(reply -> reply.set("expires_in", "3600").set("token_type", "bearer"));
        JsonNode first = someTokens();
        server.onNext(TOKEN)
                .answers(reply ->
                        reply.without("expires_in").without("token_type").without("refresh_token"));
        JsonNode second = someTokens();
        server.onNext(TOKEN).answers(reply -> reply.withLineBreakIn("access_token"));
        JsonNode third = someTokens();
        server.onNext(TOKEN).answers(reply -> reply.paddedBy(100_000));

        assertThat(first.path("expires_in").isTextual()).isTrue();
        assertThat(first.path("token_type").asText()).isEqualTo("bearer");
        assertThat(second.propertyStream().map(Map.Entry::getKey)).containsExactly("access_token", "scope");
        assertThat(third.path("access_token").asText()).contains("\r\n");
        assertThat(someTokens().toString()).hasSizeGreaterThan(100_000);
        assertThat(someTokens().has("padding")).isFalse();
    }

    @Test
    void repliesInForms() {
        server.onNext(TOKEN).answers(FakeReply::inForm);
        HttpResponse<String> form = ask(aRedemption(aCode("public")));
        server.onNext(TOKEN).answers(FakeReply::inFormAsPlainText);
        HttpResponse<String> text = ask(aRedemption(aCode("public")));
        server.onNext(TOKEN).answers(FakeReply::likeGitHub);
        HttpResponse<String> error = ask(aRedemption("guessed"));

        assertThat(form.headers().firstValue("Content-Type")).hasValue("application/x-www-form-urlencoded");
        assertThat(form.body()).contains("access_token=access-", "&expires_in=3600&", "scope=read+write");
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(text.body()).startsWith("access_token=access-");
        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(error.body()).startsWith("error=invalid_grant&error_description=");
    }

    @Test
    void repliesInBadJson() {
        server.onNext(TOKEN).answers(FakeReply::withDuplicateMembers);
        HttpResponse<String> twice = ask(aRedemption(aCode("public")));
        server.onNext(TOKEN).answers(FakeReply::inMalformedJson);
        HttpResponse<String> half = ask(aRedemption(aCode("public")));
        server.onNext(TOKEN).answers(reply -> reply.withContentType("text/html").withBody("<p>"));
        HttpResponse<String> html = ask(aRedemption(aCode("public")));

        assertThat(twice.body()).startsWith("{\"access_token\":\"other\",\"access_token\":\"access-");
        assertThat(half.body()).startsWith("{\"access_token\":").doesNotContain("}");
        assertThat(html.body()).isEqualTo("<p>");
        assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html");
    }

    @Test
    void answersWithWhatIsNoReply() {
        server.onNext(TOKEN, 2).answersStatus(503, "7");
        server.onNext(TOKEN).answersHtml();
        server.onNext(TOKEN).answersError(400, "invalid_grant", FakeAuthorizationServer.MARKUP);
        server.onNext(TOKEN).redirectsTo(307, "https://other.example/");
        server.on(TOKEN).answersStatus(500);
        List<HttpResponse<String>> responses =
                IntStream.range(0, 6).mapToObj(i -> ask(Map.of())).toList();
        server.answersNormally();

        assertThat(responses.stream().map(HttpResponse::statusCode)).containsExactly(503, 503, 200, 400, 307, 500);
        assertThat(responses.get(1).headers().firstValue("Retry-After")).hasValue("7");
        assertThat(responses.get(2).headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(responses.get(3).body()).contains("<script>");
        assertThat(responses.get(4).headers().firstValue("Location")).hasValue("https://other.example/");
        assertThat(someTokens().has("access_token")).isTrue();
    }

    // --- replies that do not come, or late ---

    @Test
    void holdsARefreshUntilItIsReleased() {
        String token = refreshTokenOf(someTokens());
        server.forgetRequests();
        server.onNext(TOKEN).answersAsItShould();
        server.onNext(TOKEN).answersWhenReleased();

        String second = refreshTokenOf(refresh(token));
        CompletableFuture<HttpResponse<String>> held =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(second));
        server.awaitRequests(TOKEN, 2);
        int refreshesBefore = server.refreshes();
        boolean answeredBefore = held.isDone();
        server.releases();

        assertThat(held.join().statusCode()).isEqualTo(200);
        assertThat(answeredBefore).isFalse();
        assertThat(refreshesBefore).isOne();
        assertThat(server.refreshes()).isEqualTo(2);
    }

    @Test
    void holdsOnlyTheReply() {
        String token = refreshTokenOf(someTokens());
        server.forgetRequests();
        server.on(TOKEN).repliesWhenReleased();

        CompletableFuture<HttpResponse<String>> held =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(token));
        CompletableFuture<HttpResponse<String>> reused =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(token));
        server.awaitRequests(TOKEN, 2);
        server.releases();

        assertThat(List.of(held.join().statusCode(), reused.join().statusCode()))
                .containsExactlyInAnyOrder(200, 400);
        assertThat(server.familiesRevoked()).isOne();
    }

    @Test
    void losesReplies() {
        String token = refreshTokenOf(someTokens());
        server.onNext(TOKEN).losesTheReply();
        CompletableFuture<HttpResponse<String>> lost =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(token));

        assertThat(lost.handle((response, failure) -> failure).join()).isNotNull();
        assertThat(server.refreshes()).isOne();

        server.onNext(TOKEN).closesTheConnection();
        CompletableFuture<HttpResponse<String>> closed =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(token));
        assertThat(closed.handle((response, failure) -> failure).join()).isNotNull();
        assertThat(server.refreshes()).isOne();
        assertThat(server.familiesRevoked()).isZero();
    }

    @Test
    void hangsAndDripsUntilTheOtherSideGivesUp() {
        server.onNext(TOKEN).hangs();
        server.onNext(TOKEN).drips();
        CompletableFuture<HttpResponse<String>> hanging =
                PlainOauthClient.postFormLater(server.url(TOKEN), Map.of("grant_type", "x"));
        server.awaitRequests(TOKEN, 1);
        CompletableFuture<HttpResponse<String>> dripping =
                PlainOauthClient.postFormLater(server.url(TOKEN), Map.of("grant_type", "x"));
        server.awaitRequests(TOKEN, 2);
        boolean done = hanging.isDone() || dripping.isDone();
        hanging.cancel(true);
        dripping.cancel(true);

        server.awaitAbandonedExchanges(2);
        assertThat(server.abandonedExchanges()).isEqualTo(2);
        assertThat(done).isFalse();
    }

    @Test
    void diesAndComesBackAtTheSamePort() {
        JsonNode tokens = someTokens();
        server.dies();
        CompletableFuture<HttpResponse<String>> refused =
                PlainOauthClient.postFormLater(server.url(TOKEN), aRefresh(refreshTokenOf(tokens)));
        boolean failed = refused.handle((response, failure) -> failure != null).join();
        server.answersNormally();

        assertThat(failed).isTrue();
        assertThat(isAlive(refresh(refreshTokenOf(tokens)))).isTrue();
    }
}
