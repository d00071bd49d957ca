package io.schemaagent.connectors.egress;

import java.util.regex.Pattern;

/** Names of headers that somebody else chose. */
public final class HeaderName {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    private HeaderName() {}

    /** Whether the name can be sent: a token (RFC 9110, section 5.1) of at most 128 characters. */
    public static boolean isSendable(String name) {
        return TOKEN.matcher(name).matches();
    }
}
