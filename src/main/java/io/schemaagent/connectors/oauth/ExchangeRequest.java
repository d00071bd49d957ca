package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.oauth.Completion.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a UI's own page was handed by the authorization server, all of it.
 *
 * @param code what becomes tokens; missing where there is an error
 * @param state what the authorization began with
 * @param iss whose response it is; required where the server says so (RFC 9207)
 * @param error why there is no code
 */
@Schema(name = "AuthorizationResponse")
record ExchangeRequest(String code, @Schema(required = true) String state, String iss, String error) {

    Response response() {
        return new Response(code, iss, error);
    }
}
