package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A server that the operator offers, its fields at the top level, with whether the caller has taken it. */
@Schema(name = "PredefinedConnector")
record PredefinedView(
        @JsonUnwrapped PredefinedConnector.Shown offer,
        @JsonProperty("is_connected") boolean isConnected) {}
