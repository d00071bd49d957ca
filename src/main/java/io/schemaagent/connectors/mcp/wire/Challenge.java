package io.schemaagent.connectors.mcp.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server asks for in {@code WWW-Authenticate} (RFC 9110, section 11.6.1).
 *
 * @param scheme as the server writes it, such as {@code Bearer}; compare without regard to case
 * @param parameters by names in lower case, such as {@code realm}, {@code scope} or {@code resource_metadata}; the
 *     server's words
 */
public record Challenge(String scheme, Map<String, String> parameters) {

    public Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** All challenges in the values of the header, in order. What cannot be understood is skipped. */
    public static List<Challenge> parse(List<String> values) {
        return values.stream()
                .flatMap(value -> new ChallengeParser(value).parse().stream())
                .toList();
    }

    /** The challenge that we could meet best: the first for a bearer token, otherwise the first. */
    public static Optional<Challenge> preferred(List<String> values) {
        List<Challenge> all = parse(values);
        return all.stream()
                .filter(challenge -> challenge.scheme().equalsIgnoreCase("Bearer"))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }
}
