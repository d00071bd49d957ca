package io.schemaagent.connectors.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whose a credential is and where it may be sent. It stands inside the sealed JSON, so a ciphertext that is copied to
 * another row, or a row whose URL is changed behind our back, is of no use.
 *
 * @param owner the user's id: the token's {@code sub}
 * @param origin scheme, host and port of the server (RFC 6454)
 */
public record Binding(String owner, String origin) {

    /** The one field of the sealed JSON that is ours; users cannot set it. */
    static final String FIELD = "__bound_to";

    ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("owner", owner).put("origin", origin);
    }
}
