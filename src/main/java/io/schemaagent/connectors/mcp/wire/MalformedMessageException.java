package io.schemaagent.connectors.mcp.wire;

/** What arrived is no JSON. It carries no text, since all of it would be the other side's. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedMessageException() {
        super("Not valid JSON", null, false, false);
    }
}
