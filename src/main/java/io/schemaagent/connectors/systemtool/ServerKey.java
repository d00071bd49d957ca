package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.schemaagent.connectors.credential.AuthType;
import io.schemaagent.connectors.credential.Credential;
import io.schemaagent.connectors.credential.CredentialRules;
import io.schemaagent.connectors.credential.Secret;
import io.schemaagent.connectors.problem.Violation;
import java.util.List;
import java.util.Optional;

/**
 * How an operator's server is convinced of who is calling.
 *
 * @param token the operator's own; empty where each user's is sent, if there is one
 * @param header what carries the token, or users' keys, as they are; empty for {@code Authorization: Bearer …}
 */
record ServerKey(Optional<Secret> token, Optional<String> header) {

    static final ServerKey NONE = new ServerKey(Optional.empty(), Optional.empty());

    /** What is sent in the operator's name. */
    Credential operators() {
        return token.map(secret -> carried(Credential.of(AuthType.API_KEY, fields(secret))))
                .orElseGet(Credential::none);
    }

    /** What is sent in a user's name, who has given or was granted this. */
    Credential carried(Credential users) {
        return users.type() == AuthType.API_KEY
                ? users.inHeader(header.orElse("Authorization"), header.isPresent() ? "" : "Bearer")
                : users;
    }

    /** What is wrong with it, in sentences that repeat no secret; empty where nothing is. */
    List<String> complaints() {
        ObjectNode fields = token.map(ServerKey::fields).orElseGet(JsonNodeFactory.instance::objectNode);
        header.ifPresent(name -> fields.put("header_name", name));
        return CredentialRules.check(fields).stream().map(Violation::message).toList();
    }

    private static ObjectNode fields(Secret secret) {
        return JsonNodeFactory.instance.objectNode().put("api_key", secret.reveal());
    }
}
