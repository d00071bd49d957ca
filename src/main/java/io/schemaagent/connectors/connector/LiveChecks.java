package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schemaagent.connectors.events.EventStream;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Tests servers and tells how far that is, while it lasts. */
@ApplicationScoped
class LiveChecks {

    private static final Logger LOG = Logger.getLogger(LiveChecks.class);

    private static final String PHASE = "phase";
    private static final String RESULT = "result";

    private final Connectors connectors;
    private final ObjectMapper json;

    LiveChecks(Connectors connectors, ObjectMapper json) {
        this.connectors = connectors;
        this.json = json;
    }

    /** Contacts a server and stores nothing. What is refused before anything was told is a problem like any other. */
    Uni<RestResponse<CheckView>> test(String owner, CheckRequest request, EventStream events) {
        return connectors
                .test(owner, request, phase -> events.tell(PHASE, text(phase)))
                .map(CheckView::from)
                .map(view -> events.finish(RESULT, text(view)) ? RestResponse.<CheckView>ok() : RestResponse.ok(view))
                .onFailure(defect -> events.hasBegun())
                .invoke(defect -> LOG.error("A test that was told broke off", defect))
                .onFailure(defect -> events.hasBegun())
                .recoverWithItem(defect -> RestResponse.ok());
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A record of ours is always JSON", impossible);
        }
    }
}
