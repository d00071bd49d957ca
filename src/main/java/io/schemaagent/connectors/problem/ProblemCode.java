package io.schemaagent.connectors.problem;

import java.net.URI;
import java.util.Locale;

/** Every error a caller can meet: a stable code, the HTTP status it comes with, its title. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "Malformed request"),
    CONNECTION_NOT_VERIFIED(400, "Connection not verified"),
    CONNECTOR_LIMIT_REACHED(400, "Connector limit reached"),
    TOOL_NOT_AVAILABLE(400, "Tool not available"),
    CREDENTIALS_REQUIRED(400, "Credentials required"),
    OAUTH_NOT_CONFIGURED(400, "OAuth not configured"),
    AUTHORIZATION_FAILED(400, "Authorization failed"),
    INVALID_STATE(400, "Invalid state"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    CONNECTOR_NOT_FOUND(404, "Connector not found"),
    TOOL_NOT_FOUND(404, "Tool not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    DUPLICATE_SERVER_URL(409, "Duplicate server URL"),
    CONCURRENT_CHANGE(409, "Concurrent change"),
    PAYLOAD_TOO_LARGE(413, "Payload too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    VALIDATION_FAILED(422, "Validation failed"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL_ERROR(500, "Internal error"),
    DATABASE_UNAVAILABLE(503, "Temporarily unavailable"),
    SERVICE_UNAVAILABLE(503, "Temporarily unavailable");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status code, 400 to 599. */
    public int status() {
        return status;
    }

    /** A short summary that is the same for every occurrence (RFC 9457, section 3.1.3). */
    public String title() {
        return title;
    }

    /** Identifies the problem type (RFC 9457, section 3.1.1): a URN, since there is no page to dereference. */
    public URI type() {
        return URI.create(
                "urn:mcp-connectors:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The code that describes a failure of which only the HTTP status is known. */
    public static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONCURRENT_CHANGE;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> VALIDATION_FAILED;
            case 429 -> RATE_LIMITED;
            case 503 -> SERVICE_UNAVAILABLE;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR;
        };
    }
}
