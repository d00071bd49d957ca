package io.schemaagent.connectors.mcp;

import static io.schemaagent.connectors.mcp.TestClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A person who accepts whatever is asked. */
final class Accepting implements ClientFeatures {

    @Override
    public ObjectNode capabilities() {
        return (ObjectNode) json("{\"elicitation\":{}}");
    }

    @Override
    public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
        return Uni.createFrom()
                .item(Optional.of(json("{\"action\":\"accept\",\"content\":{}}"))
                        .filter(accepted -> method.equals("elicitation/create")));
    }
}
