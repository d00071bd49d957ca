package io.schemaagent.connectors.connector;

import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.egress.UpstreamUrl;
import io.schemaagent.connectors.predefined.PredefinedConnector;
import java.util.Optional;

/**
 * A connector that is about to be stored.
 *
 * @param serverUrl as its owner wrote it, a URL that can be called
 * @param email the account at the server, where it is known
 * @param predefinedId which of the operator's offers it came from
 * @param confirmDuplicate whether a second connector to the same URL is meant
 */
record NewConnector(
        String name,
        String description,
        String serverUrl,
        Credential credential,
        Optional<String> email,
        Optional<String> predefinedId,
        boolean confirmDuplicate) {

    /** Only for a request without violations. */
    static NewConnector of(ConnectorRequest request) {
        return of(request, request.credential(), Optional.empty());
    }

    /** The same with what was granted for it. */
    static NewConnector of(ConnectorRequest request, Credential granted, Optional<String> email) {
        return new NewConnector(
                request.name(),
                request.description(),
                request.serverUrl(),
                granted,
                email,
                Optional.empty(),
                request.confirmDuplicate());
    }

    /** One of the operator's offers, which may well have the URL of a connector that its owner has made before. */
    static NewConnector of(PredefinedConnector offer, Credential granted, Optional<String> email) {
        return new NewConnector(
                offer.name(),
                offer.shown().description(),
                offer.shown().serverUrl(),
                granted,
                email,
                Optional.of(offer.id()),
                true);
    }

    UpstreamUrl url() {
        return UpstreamUrl.parse(serverUrl).orElseThrow();
    }
}
