package io.schemaagent.connectors.oauth.server;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lists of scopes (RFC 6749, section 3.3). */
public final class Scopes {

    /** Asks for a refresh token (OpenID Connect Core 1.0, section 11). */
    public static final String OFFLINE_ACCESS = "offline_access";

    /** No more than these are asked for: a server's list must not make a URL that no browser takes. */
    static final int MAX = 50;

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}");

    private Scopes() {}

    /** The scopes of a list in one text; what is none is left out. */
    public static Set<String> parse(String list) {
        return union(Stream.of(list.split(" ", -1)).toList(), Set.of());
    }

    /** All of both, the first ones first. */
    public static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = new LinkedHashSet<>();
        Stream.concat(some.stream(), others.stream())
                .filter(scope -> SCOPE.matcher(scope).matches())
                .limit(MAX)
                .forEach(all::add);
        return all;
    }

    /** The list in one text. */
    public static String format(Collection<String> scopes) {
        return String.join(" ", scopes);
    }
}
