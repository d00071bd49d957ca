package io.schemaagent.connectors.oauth.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.egress.Deadline;
import io.schemaagent.connectors.egress.Egress;
import io.schemaagent.connectors.egress.EgressException;
import io.schemaagent.connectors.egress.EgressRequest;
import io.schemaagent.connectors.egress.EgressResponse;
import io.schemaagent.connectors.egress.EventLoopTimer;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends one request to an authorization server and reads the whole answer, within bounds. */
@ApplicationScoped
class AuthorizationServers {

    /** More than any metadata or token; what is longer is none of these. */
    private static final long MAX_RESPONSE = 256L * 1024;

    private final Egress egress;
    private final ObjectMapper json;
    private final EndpointConfig config;
    private final Deadline deadline;

    AuthorizationServers(Egress egress, ObjectMapper json, EndpointConfig config, Vertx vertx) {
        this.egress = egress;
        this.json = json;
        this.config = config;
        this.deadline = new Deadline(new EventLoopTimer(vertx), config.timeout());
    }

    /**
     * The answer to one request.
     *
     * @param isSuccess whether the status says yes
     * @param isOutage whether it says that the server is out of order for the moment
     * @param mediaType as {@link EgressResponse#mediaType} has it
     * @param body the server's words
     */
    record Reply(boolean isSuccess, boolean isOutage, String mediaType, Buffer body) {

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    /** Fails with an {@link AuthorizationException} where there is no answer. */
    Uni<Reply> send(UpstreamUrl url, EgressRequest request) {
        Uni<Reply> exchange = egress.vet(url)
                .chain(destination -> egress.send(destination, request.atMost(MAX_RESPONSE)))
                .chain(AuthorizationServers::read);
        return deadline.limit(exchange)
                .onFailure(EgressException.class)
                .transform(AuthorizationServers::unreachable)
                .onFailure(Deadline.Exceeded.class)
                .transform(late -> AuthorizationException.of(AuthorizationFailure.TEMPORARILY_UNAVAILABLE));
    }

    private static Uni<Reply> read(EgressResponse response) {
        return response.body()
                .map(body -> new Reply(response.isSuccess(), response.isOutage(), response.mediaType(), body));
    }

    private static AuthorizationException unreachable(Throwable failure) {
        return AuthorizationException.of(
                switch (((EgressException) failure).reason()) {
                    case BLOCKED_ADDRESS -> AuthorizationFailure.ENDPOINT_BLOCKED;
                    case RESPONSE_TOO_LARGE, CONTENT_ENCODED -> AuthorizationFailure.REPLY_INVALID;
                    default -> AuthorizationFailure.TEMPORARILY_UNAVAILABLE;
                });
    }

    /** The JSON object that a text is; empty where it is something else. */
    Optional<ObjectNode> parse(String text) {
        try {
            JsonNode tree = json.readTree(text);
            return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** An endpoint that secrets may be sent to, or a user's browser; fails where it is none. */
    UpstreamUrl endpoint(String text) {
        UpstreamUrl url = UpstreamUrl.parse(text)
                .orElseThrow(() -> AuthorizationException.of(AuthorizationFailure.METADATA_INVALID));
        if (!url.isTls() && !config.allowHttp()) {
            throw AuthorizationException.of(AuthorizationFailure.ENDPOINT_INSECURE);
        }
        return url;
    }
}
