package io.schemaagent.connectors.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.Tokens;
import io.schemaagent.connectors.fuzz.JsonText;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user does with a UI and a browser to sign in, over the REST API. */
public final class SignIn {

    /** Of what nobody waits for, the trail has it a second later. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String owner;

    private SignIn(String owner) {
        this.owner = owner;
    }

    public static SignIn of(String owner) {
        return new SignIn(owner);
    }

    /** Asks for the start of an authorization. */
    public Response initiate(String body) {
        return post("/api/oauth/initiate", body);
    }

    /** The same for a connector that is to be saved; answers with the authorization's address. */
    public String begin(String serverUrl) {
        return begun(initiate("{\"connector\":{\"name\":\"mine\",\"server_url\":\"" + serverUrl + "\"}}"));
    }

    /** The same for what is there: the number of a connector, or a name in quotes. */
    public String beginFor(Object id) {
        return begun(initiate("{\"connector_id\":" + id + "}"));
    }

    private static String begun(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonNode begun = JsonText.read(response.asString());
        String url = begun.path("authorization_url").asText();
        assertThat(query(url)).containsEntry("state", begun.path("state").asText());
        return url;
    }

    /** Opens the authorization's address; answers with where the authorization server sends the browser. */
    public static String browse(String authorizationUrl) {
        HttpResponse<String> response = PlainOauthClient.get(authorizationUrl);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Comes back to the service; answers with where it sends the browser. */
    public static Map<String, String> comeBack(String address) {
        Response response = arrive(address);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(302);
        return query(response.header("Location"));
    }

    public static Response arrive(String address) {
        URI uri = URI.create(address);
        return given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(uri.getRawPath() + "?" + uri.getRawQuery());
    }

    /** The whole way for a connector that is to be saved; answers with its number. */
    public long connect(String serverUrl) {
        return connected(comeBack(browse(begin(serverUrl))));
    }

    /** The whole way for what is there. */
    public long connectAgain(Object id) {
        return connected(comeBack(browse(beginFor(id))));
    }

    private static long connected(Map<String, String> page) {
        assertThat(page).containsEntry("status", "success");
        return Long.parseLong(page.get("connector_id"));
    }

    public Response get(String path) {
        return given().auth().oauth2(Tokens.of(owner)).get(path);
    }

    public Response post(String path) {
        return given().auth().oauth2(Tokens.of(owner)).post(path);
    }

    public Response post(String path, String body) {
        return given().auth()
                .oauth2(Tokens.of(owner))
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    public Response delete(String path) {
        return given().auth().oauth2(Tokens.of(owner)).delete(path);
    }

    public JsonNode connector(long id) {
        return JsonText.read(get("/api/connectors/" + id).asString());
    }

    /** Waits until the user's {@link #trail} says this. */
    public void hasInTheTrail(String... events) {
        Eventually.holds(events.length + " events", PATIENCE, () -> trail("").size() >= events.length);
        assertThat(trail("")).containsExactly(events);
    }

    /** The user's trail, the latest first, as far as the query asks for it: action, outcome and name of the target. */
    public List<String> trail(String query) {
        List<String> events = new ArrayList<>();
        JsonText.read(get("/api/audit" + query).asString())
                .path("events")
                .forEach(event -> events.add(event.path("action").asText() + " "
                        + event.path("outcome").asText() + " "
                        + event.path("target").path("name").asText()));
        return events;
    }

    /** The parameters of an address. */
    public static Map<String, String> query(String address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
