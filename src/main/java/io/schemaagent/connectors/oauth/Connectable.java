package io.schemaagent.connectors.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.schemaagent.connectors.credential.Grant;
import io.schemaagent.connectors.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One feature's part in authorizations: what users can connect by signing in, and where goes what was granted. Whatever has
 * an owner is found for its owner only; for all others it is not there, which fails with the feature's problem.
 */
public interface Connectable {

    /** Stands for a connector that is not saved yet, and in callbacks for any that a user has. */
    String CONNECTOR = "connector";

    /** Whether a name is one of this feature's; says nothing of whether anybody has it. */
    boolean has(String id);

    /** What an operator offers under a name; empty for what is a user's own. */
    Optional<Offer> offer(String id);

    /** What stands in the paths of callbacks. */
    Stream<String> targets();

    /** What an operator has set for all that is offered. */
    Stream<OAuthSettings> settings();

    /**
     * Finds out what it takes; for a draft, whether it could be stored.
     *
     * @param draft what a user wants to save under {@link #CONNECTOR}; missing for everything else
     */
    Uni<Prospect> prepare(String owner, String id, JsonNode draft);

    /** Tests what was granted and keeps it, or fails and keeps nothing but an event in the owner's trail. */
    Uni<Connected> accept(String owner, JsonNode memo, Grant grant, Optional<String> email);

    /** Takes down in the owner's trail that an authorization ended before anything was granted. */
    Uni<Void> notGranted(String owner, JsonNode memo, Problem failure);

    Uni<ConnectionStatus> status(String owner, String id);

    /** Withdraws what was granted as far as that is possible, and forgets it in any case; answers with its name. */
    Uni<String> disconnect(String owner, String id);

    /** Renews what was granted although it is still good; answers with its name. */
    Uni<String> renew(String owner, String id);

    /**
     * What an operator offers.
     *
     * @param name what users see
     * @param isConfigured whether all is there that only an operator can set
     */
    record Offer(String name, boolean isConfigured) {}
}
