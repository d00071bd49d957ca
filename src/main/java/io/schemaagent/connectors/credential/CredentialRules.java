package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.egress.HeaderName;
import io.schemaagent.connectors.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an {@code auth_config} may contain. The messages never repeat a value. */
public final class CredentialRules {

    /** Room for a few long tokens. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final String FIELD = "auth_config";
    private static final List<String> TEXTS =
            List.of("api_key", "header_name", "prefix", "access_token", "token", "bearer_token", "refresh_token");
    /** A field value of RFC 9110, section 5.5, without what cannot be sent in one line. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    /** Headers that the connection or the protocol needs for itself. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept",
            "accept-encoding",
            "proxy-connection",
            "mcp-session-id",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name",
            "last-event-id");

    /** What a call repeats of its arguments (MCP 2026-07-28). */
    private static final String PARAMETER_PREFIX = "mcp-param-";

    private CredentialRules() {}

    /** Everything that is wrong with an {@code auth_config}; empty where it can be used. Null stands for none given. */
    public static List<Violation> check(JsonNode authConfig) {
        List<Violation> violations = new ArrayList<>();
        if (authConfig == null || authConfig.isNull()) {
            return violations;
        }
        if (!authConfig.isObject()) {
            violations.add(Violation.inBody(FIELD, "must be an object"));
            return violations;
        }
        if (authConfig.toString().length() > MAX_LENGTH) {
            violations.add(Violation.inBody(FIELD, "must not be longer than " + MAX_LENGTH + " characters"));
        }
        Stream.of(Binding.FIELD, Grant.FIELD)
                .filter(authConfig::has)
                .map(name -> Violation.inBody(FIELD + "." + name, "is reserved"))
                .forEach(violations::add);
        TEXTS.forEach(name -> checkText(name, authConfig.get(name), violations));
        checkHeaderName(FIELD + ".header_name", authConfig.path("header_name").asText("X-API-Key"), violations);
        checkHeaders(authConfig.get("headers"), violations);
        return violations;
    }

    private static void checkText(String name, JsonNode value, List<Violation> violations) {
        if (value == null || value.isNull()) {
            return;
        }
        if (!value.isTextual()) {
            violations.add(Violation.inBody(FIELD + "." + name, "must be a string"));
        } else if (!VALUE.matcher(value.asText()).matches()) {
            violations.add(
                    Violation.inBody(FIELD + "." + name, "must not contain line breaks or characters outside Latin-1"));
        }
    }

    private static void checkHeaders(JsonNode headers, List<Violation> violations) {
        if (headers == null || headers.isNull()) {
            return;
        }
        if (!headers.isObject()) {
            violations.add(Violation.inBody(FIELD + ".headers", "must be an object of strings"));
            return;
        }
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            String field = FIELD + ".headers." + header.getKey();
            checkHeaderName(field, header.getKey(), violations);
            if (!header.getValue().isTextual()) {
                violations.add(Violation.inBody(field, "must be a string"));
            } else {
                checkText("headers." + header.getKey(), header.getValue(), violations);
            }
        }
    }

    private static void checkHeaderName(String field, String name, List<Violation> violations) {
        if (!HeaderName.isSendable(name)) {
            violations.add(Violation.inBody(field, "must be a valid HTTP header name"));
        } else if (isReserved(name.toLowerCase(Locale.ROOT))) {
            violations.add(Violation.inBody(field, "is a header that cannot be set"));
        }
    }

    private static boolean isReserved(String name) {
        return RESERVED_HEADERS.contains(name) || name.startsWith(PARAMETER_PREFIX);
    }
}
