package io.schemaagent.connectors.oauth;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something was done.
 *
 * @param success always true: what fails is a problem
 * @param message one sentence
 */
@Schema(name = "Action")
record ActionView(boolean success, String message) {

    static ActionView disconnected(String name) {
        return new ActionView(true, name + " is disconnected.");
    }

    static ActionView renewed(String name) {
        return new ActionView(true, name + " is still connected.");
    }
}
