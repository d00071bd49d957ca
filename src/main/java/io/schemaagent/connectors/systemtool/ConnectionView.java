package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A system tool after an attempt to connect or disconnect it.
 *
 * @param tool the tool, its fields at the top level
 * @param requiresOauth whether the user has to go through an authorization first
 * @param oauthUrl where to, null where there is none
 * @param success whether the tool is now as wanted
 * @param message one sentence about it
 */
@Schema(name = "SystemToolConnection")
record ConnectionView(
        @JsonUnwrapped SystemToolView tool, boolean requiresOauth, String oauthUrl, boolean success, String message) {

    static ConnectionView connected(SystemToolView tool) {
        return new ConnectionView(tool, false, null, true, tool.name() + " is connected.");
    }

    static ConnectionView needsAuthorization(SystemToolView tool, String url) {
        return new ConnectionView(tool, true, url, false, "Sign in to connect " + tool.name() + ".");
    }

    static ConnectionView cannotBeAuthorized(SystemToolView tool, String reason) {
        return new ConnectionView(tool, true, null, false, reason);
    }

    static ConnectionView disconnected(SystemToolView tool) {
        return new ConnectionView(tool, false, null, true, tool.name() + " is disconnected.");
    }
}
