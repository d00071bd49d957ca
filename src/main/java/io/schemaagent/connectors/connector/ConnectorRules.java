package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.mcp.catalogue.StorableText;
import io.schemaagent.connectors.problem.Violation;
import java.util.List;

/** What a connector's fields may contain. Lengths count characters as people and PostgreSQL do: an emoji is one. */
final class ConnectorRules {

    private static final int MAX_NAME = 255;
    private static final int MAX_DESCRIPTION = 1000;
    private static final int MAX_URL = 500;

    private ConnectorRules() {}

    static void checkName(String name, List<Violation> violations) {
        if (name == null || name.isEmpty()) {
            violations.add(Violation.inBody("name", "must not be empty"));
        } else if (length(name) > MAX_NAME) {
            violations.add(Violation.inBody("name", "must not be longer than " + MAX_NAME + " characters"));
        } else if (!StorableText.isClean(name) || name.codePoints().anyMatch(Character::isISOControl)) {
            violations.add(Violation.inBody("name", "must not contain control characters"));
        }
    }

    static void checkDescription(String description, List<Violation> violations) {
        if (description != null && length(description) > MAX_DESCRIPTION) {
            violations.add(
                    Violation.inBody("description", "must not be longer than " + MAX_DESCRIPTION + " characters"));
        } else if (description != null && !StorableText.isClean(description)) {
            violations.add(Violation.inBody("description", "must not contain NUL or half characters"));
        }
    }

    static void checkServerUrl(String url, List<Violation> violations) {
        if (url == null || url.isEmpty()) {
            violations.add(Violation.inBody("server_url", "must not be empty"));
        } else if (length(url) > MAX_URL) {
            violations.add(Violation.inBody("server_url", "must not be longer than " + MAX_URL + " characters"));
        } else if (UpstreamUrl.parse(url).isEmpty()) {
            violations.add(
                    Violation.inBody("server_url", "must be a valid HTTP/HTTPS URL without user name or password"));
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
