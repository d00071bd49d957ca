package io.schemaagent.connectors.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import io.schemaagent.connectors.secrecy.KnownSecrets;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the operator wants it, an authorization is finished only by the browser that began it. */
@QuarkusTest
@TestProfile(BrowserBindingTest.WithBinding.class)
class BrowserBindingTest {

    private static final String RETURN_PAGE = "https://ui.example.com/back";

    private final FakeAuthorizationServer authorizationServer = FakeAuthorizationServer.start();
    private final ProtectedMcpServer server = ProtectedMcpServer.start(authorizationServer);
    private final SignIn user = SignIn.of(Tokens.aUser());

    public static final class WithBinding implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "connectors.public-url",
                    "https://connectors.example.com",
                    "connectors.oauth.bind-browser",
                    "true",
                    "connectors.oauth.return-page",
                    RETURN_PAGE,
                    "CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_CLIENT_ID",
                    "google-client",
                    "CONNECTORS_SYSTEM_TOOLS_GMAIL_OAUTH_CLIENT_SECRET",
                    "the-operators-secret-for-gmail");
        }
    }

    @AfterEach
    void stopServers() {
        server.close();
        authorizationServer.close();
    }

    /** A browser with its cookies, and what it is sent back with. */
    private record Begun(Map<String, String> cookies, String back) {

        /** The same way back in a browser with these cookies. */
        Begun in(Map<String, String> others) {
            return new Begun(others, back);
        }
    }

    private Begun begin() {
        Response response = initiate("https://ui.example.com/settings");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        response.cookies().values().forEach(secret -> KnownSecrets.add("cookie of a browser", secret));
        return new Begun(response.cookies(), SignIn.browse(authorizationUrl(response)));
    }

    private Response initiate(String page) {
        return user.initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + server.url()
                + "\",\"confirm_duplicate\":true},\"redirect_uri\":\"" + page + "\"}");
    }

    private static String authorizationUrl(Response begun) {
        return JsonText.read(begun.asString()).path("authorization_url").asText();
    }

    private static Response arrive(Begun begun) {
        URI uri = URI.create(begun.back());
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookies(begun.cookies())
                .get(uri.getRawPath() + "?" + uri.getRawQuery());
    }

    private void assertRefused(Response response) {
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.header("Location")).isEqualTo(RETURN_PAGE + "?error=invalid_state");
    }

    private static void assertFinished(Response response) {
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.header("Location")).startsWith("https://ui.example.com/settings?status=success&");
    }

    private void assertNothingWasMadeOfTheCode() {
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(user.get("/api/connectors").asString()).isEqualTo("[]");
    }

    @Test
    void marksTheBrowserThatBegins() {
        Response response = initiate("https://ui.example.com/settings");

        assertThat(response.detailedCookies().asList()).hasSize(1);
        Cookie cookie = response.detailedCookies().asList().get(0);
        assertThat(cookie.getName()).startsWith("__Host-");
        assertThat(cookie.getValue()).hasSize(43);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecured()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isEqualTo(600);
        assertThat(response.asString()).doesNotContain(cookie.getValue());
        assertThat(authorizationUrl(response)).doesNotContain(cookie.getValue());
    }

    @Test
    void finishesInTheBrowserThatBegan() {
        Begun begun = begin();

        Response response = arrive(begun);

        assertFinished(response);
        Cookie erased = response.detailedCookies().asList().get(0);
        assertThat(begun.cookies()).containsOnlyKeys(erased.getName());
        assertThat(erased.getValue()).isEmpty();
        assertThat(erased.getMaxAge()).isZero();
        assertThat(erased.getPath()).isEqualTo("/");
        assertThat(erased.isSecured()).isTrue();
    }

    @Test
    void refusesABrowserWithoutTheCookie() {
        Begun begun = begin();

        assertRefused(arrive(begun.in(Map.of())));

        assertNothingWasMadeOfTheCode();
        user.hasInTheTrail("connector.created INVALID_STATE mine");
    }

    @Test
    void givesNoSecondTryToWhoHasTheStateOfAnother() {
        Begun begun = begin();
        arrive(begun.in(Map.of()));

        assertRefused(arrive(begun));
        assertNothingWasMadeOfTheCode();
    }

    @Test
    void refusesABrowserThatBeganSomethingElse() {
        Begun attackers = begin();
        Begun victims = begin();

        assertRefused(arrive(attackers.in(victims.cookies())));
        assertNothingWasMadeOfTheCode();
        assertFinished(arrive(victims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a-secret-that-somebody-else-has-thought-of-it"})
    void refusesAnotherSecretUnderTheSameName(String secret) {
        Begun begun = begin();
        String name = begun.cookies().keySet().iterator().next();

        assertRefused(arrive(begun.in(Map.of(name, secret))));
        assertNothingWasMadeOfTheCode();
    }

    @Test
    void finishesSeveralThatBeganInOneBrowser() {
        Begun first = begin();
        Begun second = begin();
        Map<String, String> cookies = new HashMap<>(first.cookies());
        cookies.putAll(second.cookies());
        assertThat(cookies).hasSize(2);

        Response later = arrive(second.in(cookies));
        assertFinished(later);
        // What a browser makes of the answer: it has still that of the other.
        later.cookies().keySet().forEach(cookies::remove);
        assertThat(cookies).isEqualTo(first.cookies());
        assertFinished(arrive(first.in(cookies)));
    }

    @Test
    void finishesOnce() {
        Begun begun = begin();
        assertFinished(arrive(begun));

        assertRefused(arrive(begun));
        assertThat(authorizationServer.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void knowsTheBrowserAgainThatWasDenied() {
        authorizationServer.deniesAccess();

        assertThat(arrive(begin()).header("Location")).contains("error=access_denied");
        assertRefused(arrive(begin().in(Map.of())));
    }

    @Test
    void marksBrowsersThatConnectATool() {
        Response response = user.post("/api/tools/gmail/connect");

        assertThat(response.path("oauth_url").toString()).contains("google-client");
        assertThat(response.cookies().keySet()).hasSize(1).allMatch(name -> name.startsWith("__Host-"));
    }

    @Test
    void knowsUsersByTheirTokensWhereThePageOfAUiTakesTheCode() {
        Response begun = initiate("https://ui.example.com/oauth/callback");
        assertThat(begun.cookies()).isEmpty();
        Map<String, String> query = SignIn.query(SignIn.browse(authorizationUrl(begun)));

        Response exchanged = user.post(
                "/api/oauth/exchange",
                "{\"code\":\"%s\",\"state\":\"%s\",\"iss\":\"%s\"}"
                        .formatted(query.get("code"), query.get("state"), query.get("iss")));

        assertThat(exchanged.statusCode()).as(exchanged.asString()).isEqualTo(200);
    }

    @Test
    void takesNoCodeThatIsForThePageOfAUi() {
        String back = SignIn.browse(authorizationUrl(initiate("https://ui.example.com/oauth/callback")));

        String here = back.replace("https://ui.example.com/oauth/callback", "/api/oauth/callback/connector");

        assertRefused(arrive(new Begun(Map.of(), here)));
        assertNothingWasMadeOfTheCode();
    }
}
