package io.schemaagent.connectors.mcp.diagnostics;

import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.wire.Challenge;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of a server's challenge may be shown: words of known form and bounded length, nothing else.
 *
 * @param scheme an authentication scheme, or null
 * @param scopes OAuth scopes, often none
 * @param resourceMetadata an address, or null
 */
record Asked(String scheme, List<String> scopes, String resourceMetadata) {

    static final Asked NOTHING = new Asked(null, List.of(), null);

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,19}");
    /** RFC 6749, section 3.3, without what could be taken for an element of HTML where it is shown. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e&&[^<>]]{1,100}");

    private static final int MAX_SCOPES = 20;
    private static final int MAX_URL_LENGTH = 500;

    static Asked of(Challenge challenge) {
        if (!SCHEME.matcher(challenge.scheme()).matches()) {
            return NOTHING;
        }
        return new Asked(
                challenge.scheme(),
                challenge.parameter("scope").stream().flatMap(Asked::scopes).toList(),
                challenge.parameter("resource_metadata").flatMap(Asked::url).orElse(null));
    }

    private static Stream<String> scopes(String list) {
        return Stream.of(list.split(" "))
                .filter(scope -> SCOPE.matcher(scope).matches())
                .limit(MAX_SCOPES);
    }

    private static Optional<String> url(String text) {
        return UpstreamUrl.parse(text).map(UpstreamUrl::toString).filter(url -> url.length() <= MAX_URL_LENGTH);
    }
}
