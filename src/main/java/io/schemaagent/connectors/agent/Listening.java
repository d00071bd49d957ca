package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.mcp.ClientFeatures;
import io.schemaagent.connectors.mcp.Progress;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent's part in a call: a server that asks for anything must do without, but may be heard. */
record Listening(ProgressListener listener) implements ClientFeatures {

    /** What an agent can do in the middle of a call whose progress it may want to hear of. */
    static ClientFeatures to(Optional<ProgressListener> listener) {
        return listener.<ClientFeatures>map(Listening::new).orElse(ClientFeatures.NONE);
    }

    @Override
    public ObjectNode capabilities() {
        return NONE.capabilities();
    }

    @Override
    public Uni<Optional<JsonNode>> answer(String method, JsonNode params) {
        return NONE.answer(method, params);
    }

    @Override
    public Optional<Consumer<Progress>> progress() {
        return Optional.of(progress -> listener.heard(progress.done(), progress.total(), progress.message()));
    }
}
