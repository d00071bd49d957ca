package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether something can be connected by signing in.
 *
 * @param configured whether all is there that only an operator can set
 * @param connectorName what it is called; null for what is a user's own
 * @param error what is missing; null where nothing is
 */
@Schema(name = "AuthorizationReadiness")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Readiness(boolean configured, String connectorName, String error) {

    static Readiness of(Connectable.Offer offer, boolean pagesAreKnown) {
        if (!pagesAreKnown) {
            return new Readiness(false, offer.name(), PublicUrl.MISSING);
        }
        return offer.isConfigured()
                ? new Readiness(true, offer.name(), null)
                : new Readiness(false, offer.name(), AuthorizationProblems.CLIENT_MISSING);
    }

    static Readiness of(boolean pagesAreKnown) {
        return new Readiness(pagesAreKnown, null, pagesAreKnown ? null : PublicUrl.MISSING);
    }
}
