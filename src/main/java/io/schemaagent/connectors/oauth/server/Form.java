package io.schemaagent.connectors.oauth.server;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parameters as {@code application/x-www-form-urlencoded} (RFC 6749, appendix B), in the order in which they were added. */
public final class Form {

    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Adds a parameter, or replaces it. */
    public Form with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** Adds a parameter where there is a value. */
    public Form with(String name, Optional<String> value) {
        value.ifPresent(present -> with(name, present));
        return this;
    }

    /** As it stands in a query or a body. */
    String encoded() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** An address with these parameters behind those that it has already. */
    public String behind(String address) {
        return address + (address.contains("?") ? "&" : "?") + encoded();
    }

    Buffer toBuffer() {
        return Buffer.buffer(encoded());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads a body; what cannot be decoded is not there, and of several values of one name the first counts. */
    static Map<String, String> parse(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text.strip().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decode(pair.substring(0, equals)).ifPresent(name -> decode(pair.substring(equals + 1))
                        .ifPresent(value -> parameters.putIfAbsent(name, value)));
            }
        }
        return parameters;
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
