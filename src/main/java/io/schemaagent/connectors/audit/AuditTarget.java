package io.schemaagent.connectors.audit;

/**
 * What something was done to. No address is in it: what a URL has in its path and query can be secret.
 *
 * @param type {@code connector}, {@code system_tool} or {@code server}, which is one that is not saved
 * @param id the connector's number or the tool's id; null for what has none
 * @param name what the user called it at the time, cut at 255 characters; null where it has no name
 */
public record AuditTarget(String type, String id, String name) {

    static final String CONNECTOR = "connector";

    private static final int MAX_LENGTH = 255;

    public AuditTarget {
        id = storable(id);
        name = storable(name);
    }

    public static AuditTarget connector(long id, String name) {
        return new AuditTarget(CONNECTOR, Long.toString(id), name);
    }

    /** A connector that is not there, since it could not be saved. */
    public static AuditTarget connectorNotSaved(String name) {
        return new AuditTarget(CONNECTOR, null, name);
    }

    /** A server that is tried, by its scheme, host and port alone; null where what was to be tried is no URL. */
    public static AuditTarget server(String origin) {
        return new AuditTarget("server", null, origin);
    }

    public static AuditTarget systemTool(String id, String name) {
        return new AuditTarget("system_tool", id, name);
    }

    /** Whatever users and servers call things, PostgreSQL has to be able to hold it: one event must not cost others. */
    static String storable(String text) {
        if (text == null) {
            return null;
        }
        String cut = text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH));
        return cut.replace('\0', '\uFFFD');
    }
}
