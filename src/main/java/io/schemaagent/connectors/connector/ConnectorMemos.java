package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.schemaagent.connectors.problem.OptionalBody;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What has to be known of a connector when its owner comes back from signing in. */
@ApplicationScoped
class ConnectorMemos {

    /** The members: which of the three it is. */
    private static final String DRAFT = "draft";

    private static final String OFFER = "offer";
    private static final String SAVED = "saved";
    private static final String VERSION = "version";

    private final OptionalBody bodies;

    ConnectorMemos(OptionalBody bodies) {
        this.bodies = bodies;
    }

    static JsonNode ofDraft(JsonNode draft) {
        return JsonNodeFactory.instance.objectNode().set(DRAFT, draft);
    }

    static JsonNode ofOffer(String id) {
        return JsonNodeFactory.instance.objectNode().put(OFFER, id);
    }

    static JsonNode ofSaved(Connector connector) {
        return JsonNodeFactory.instance.objectNode().put(SAVED, connector.id).put(VERSION, connector.credentialVersion);
    }

    /** The connector that is to be saved; fails like any other body that is malformed or of the wrong shape. */
    ConnectorRequest draft(JsonNode draft) {
        return bodies.parse(draft.toString(), ConnectorRequest.class).orElseThrow();
    }

    /** The same; empty where it is one that is there already. */
    Optional<ConnectorRequest> draftIn(JsonNode memo) {
        return memo.has(DRAFT) ? Optional.of(draft(memo.get(DRAFT))) : Optional.empty();
    }

    /** The operator's offer; empty where it is a connector of a user's own. */
    Optional<String> offerIn(JsonNode memo) {
        return memo.has(OFFER) ? Optional.of(memo.get(OFFER).asText()) : Optional.empty();
    }

    /** The number of the connector that is there already. */
    long savedIn(JsonNode memo) {
        return memo.path(SAVED).asLong();
    }

    /** Fails where its owner has given the connector another credential since. */
    void rejectReplaced(Connector connector, JsonNode memo) {
        if (connector.credentialVersion != memo.path(VERSION).asLong()) {
            throw Problem.of(
                    ProblemCode.CONCURRENT_CHANGE,
                    "The connector was changed since this sign-in began. Start it again.");
        }
    }
}
