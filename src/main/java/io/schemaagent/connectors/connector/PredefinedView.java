package io.schemaagent.connectors.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A server that the operator offers, with whether the caller has taken it. */
@Schema(name = "PredefinedConnector")
record PredefinedView(
        String id,
        String name,
        String description,
        URI logo,
        String category,
        List<String> capabilities,
        String developer,
        URI website,
        URI privacyPolicy,
        String serverUrl,
        @JsonProperty("is_connected") boolean isConnected) {

    static PredefinedView from(PredefinedConnector offer, boolean isConnected) {
        return new PredefinedView(
                offer.id(),
                offer.name(),
                offer.description(),
                offer.logo(),
                offer.category(),
                offer.capabilities(),
                offer.developer(),
                offer.website(),
                offer.privacyPolicy(),
                offer.serverUrl(),
                isConnected);
    }
}
