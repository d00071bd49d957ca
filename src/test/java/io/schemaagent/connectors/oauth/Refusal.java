package io.schemaagent.connectors.oauth;

/** Why a {@link FakeAuthorizationServer} does not do what it was asked. */
final class Refusal extends RuntimeException {

    private final int status;
    private final String error;

    private Refusal(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    static Refusal of(String error, String description) {
        return new Refusal(400, error, description);
    }

    static Refusal ofClient(String description) {
        return new Refusal(401, "invalid_client", description);
    }

    String error() {
        return error;
    }

    FakeReply reply() {
        FakeReply reply = FakeReply.error(status, error, getMessage());
        return status == 401 ? reply.withHeader("WWW-Authenticate", "Basic realm=\"fake\"") : reply;
    }
}
