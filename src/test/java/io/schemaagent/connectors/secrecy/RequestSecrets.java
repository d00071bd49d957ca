package io.schemaagent.connectors.secrecy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is secret in a request to the service. It is found in JSON that is broken, too, since answers about such JSON are
 * the likeliest to repeat it.
 */
final class RequestSecrets {

    private static final String FIELDS = "api_key|access_token|refresh_token|bearer_token|token|client_secret|password";
    private static final String OAUTH_FIELDS = FIELDS + "|code|state|code_verifier";

    private static final Pattern TEXTS = texts(FIELDS);
    private static final Pattern OAUTH_TEXTS = texts(OAUTH_FIELDS);
    private static final Pattern HEADERS = Pattern.compile("\"headers\"\\s*:\\s*\\{([^{}]*)}");
    private static final Pattern ANY_TEXTS = texts("[^\"]*");
    private static final Pattern OAUTH_PARAMETERS = Pattern.compile("(?:^|&)(" + OAUTH_FIELDS + ")=([^&]*)");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(bearer|basic) +");

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestSecrets() {}

    private static Pattern texts(String fields) {
        return Pattern.compile("\"(" + fields + ")\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
    }

    /** Adds what is secret in a request to what is known; null where there is no such part. */
    static void addTo(KnownSecrets known, URI address, String authorization, String body) {
        if (authorization != null) {
            known.put("Authorization of a request", withoutScheme(authorization));
        }
        boolean oauth = isOauth(address);
        if (body != null) {
            addTexts(known, oauth ? OAUTH_TEXTS : TEXTS, "", body);
            HEADERS.matcher(body)
                    .results()
                    .forEach(headers -> addTexts(known, ANY_TEXTS, "headers.", headers.group(1)));
        }
        if (oauth && address.getRawQuery() != null) {
            addParameters(known, address.getRawQuery());
        }
    }

    /** A credential without what says how it is meant. */
    static String withoutScheme(String authorization) {
        return SCHEME.matcher(authorization).replaceFirst("");
    }

    private static boolean isOauth(URI address) {
        return address.getPath() != null && address.getPath().contains("/oauth/");
    }

    private static void addTexts(KnownSecrets known, Pattern texts, String prefix, String json) {
        for (Matcher found = texts.matcher(json); found.find(); ) {
            known.put(prefix + found.group(1) + " of a request", unescaped(found.group(2)));
        }
    }

    private static void addParameters(KnownSecrets known, String query) {
        for (Matcher found = OAUTH_PARAMETERS.matcher(query); found.find(); ) {
            known.put(found.group(1) + " of a request", decoded(found.group(2)));
        }
    }

    private static String unescaped(String text) {
        try {
            return JSON.readValue('"' + text + '"', String.class);
        } catch (JsonProcessingException broken) {
            return text;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return text;
        }
    }
}
