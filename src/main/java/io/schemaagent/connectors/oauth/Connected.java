package io.schemaagent.connectors.oauth;

/**
 * What a user has let us into. It goes to browsers as it is.
 *
 * @param success always true: what fails is a problem
 * @param connectorId the connector, null for a system tool
 * @param connectorName what it is called
 * @param email who signed in, null unless known
 * @param message one sentence
 */
public record Connected(boolean success, Long connectorId, String connectorName, String email, String message) {

    /** A connector that was stored. */
    public static Connected connector(long id, String name, String email) {
        return new Connected(true, id, name, email, name + " is connected.");
    }

    /** A system tool. */
    public static Connected tool(String name, String email) {
        return new Connected(true, null, name, email, name + " is connected.");
    }
}
