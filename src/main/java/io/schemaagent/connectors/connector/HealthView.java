package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.upstream.Verdict;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a live check that stores nothing.
 *
 * @param toolCount how many tools the server has right now; only where it is healthy
 */
@Schema(name = "ConnectorHealth")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthView(
        @JsonProperty("is_healthy") boolean isHealthy,
        long connectorId,
        String connectorName,
        Integer toolCount,
        String errorCode,
        String errorMessage,
        String message) {

    static HealthView from(Verdict verdict, Connector connector) {
        return new HealthView(
                verdict.success(),
                connector.id,
                connector.name,
                verdict.success() ? verdict.tools().size() : null,
                verdict.errorCode(),
                verdict.errorMessage(),
                verdict.message());
    }
}
