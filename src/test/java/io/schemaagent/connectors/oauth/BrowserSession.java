package io.schemaagent.connectors.oauth;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A user with a browser that keeps cookies, who signs in as who they are told to be and agrees to everything, or to
 * nothing. It reads as much HTML as the pages of {@link OidcProvider} and {@link FakeAuthorizationServer} have.
 */
public final class BrowserSession {

    private static final int MOST_PAGES = 20;
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)\\b([^>]*)>");
    private static final Pattern CANCEL = Pattern.compile("<a\\b([^>]*)>\\s*\\[ Cancel ]");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private final String user;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    private BrowserSession(String user) {
        this.user = user;
    }

    /** A new browser of this user, who has signed in nowhere yet. */
    public static BrowserSession of(String user) {
        return new BrowserSession(user);
    }

    /** What the user does with a page, as the request that this makes. */
    @FunctionalInterface
    private interface Click {

        HttpRequest on(HttpResponse<String> page);
    }

    /**
     * Opens an authorization URL and signs in and agrees wherever that is asked for. Answers with the URL that begins
     * like this and that the user was sent to in the end, which it does not open.
     */
    public String agrees(String authorizationUrl, String redirectUriPrefix) {
        return follow(authorizationUrl, redirectUriPrefix, this::submit);
    }

    /** The same, but presses {@code Cancel} on the first page. */
    public String cancels(String authorizationUrl, String redirectUriPrefix) {
        return follow(authorizationUrl, redirectUriPrefix, BrowserSession::cancel);
    }

    private String follow(String url, String goal, Click click) {
        HttpRequest next = get(URI.create(url));
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            HttpResponse<String> page =
                    http.sendAsync(next, BodyHandlers.ofString()).join();
            Optional<String> location = page.headers().firstValue("Location");
            if (location.filter(there -> there.startsWith(goal)).isPresent()) {
                return location.get();
            }
            next = location.map(there -> get(page.uri().resolve(there))).orElseGet(() -> click.on(page));
        }
        throw new AssertionError("Not sent to " + goal + " within " + MOST_PAGES + " pages");
    }

    private static HttpRequest get(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "text/html").build();
    }

    private HttpRequest submit(HttpResponse<String> page) {
        MatchResult form = find(FORM, page);
        Map<String, String> fields = FIELD.matcher(form.group(2))
                .results()
                .map(field -> attributes(field.group(1)))
                .filter(field -> field.containsKey("name"))
                .collect(Collectors.toMap(
                        field -> field.get("name"), this::filledIn, (one, other) -> other, LinkedHashMap::new));
        String body = fields.entrySet().stream()
                .map(field ->
                        PlainOauthClient.encoded(field.getKey()) + "=" + PlainOauthClient.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String action = attributes(form.group(1)).getOrDefault("action", "");
        return HttpRequest.newBuilder(page.uri().resolve(action))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String filledIn(Map<String, String> field) {
        return switch (field.getOrDefault("type", "text")) {
            case "text", "password" -> user;
            default -> field.getOrDefault("value", "");
        };
    }

    private static HttpRequest cancel(HttpResponse<String> page) {
        return get(page.uri().resolve(attributes(find(CANCEL, page).group(1)).getOrDefault("href", "")));
    }

    private static MatchResult find(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError(
                    "Nothing to press at " + page.uri() + ", status " + page.statusCode() + ": " + page.body());
        }
        return matcher.toMatchResult();
    }

    private static Map<String, String> attributes(String text) {
        return ATTRIBUTE
                .matcher(text)
                .results()
                .collect(Collectors.toMap(
                        attribute -> attribute.group(1),
                        attribute -> unescaped(attribute.group(2)),
                        (one, other) -> one));
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
