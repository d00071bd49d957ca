package io.schemaagent.connectors;

/**
 * A port that those who configure the service and the test that serves there agree on, although they are loaded by different
 * class loaders.
 */
public final class AgreedPort {

    private AgreedPort() {}

    /** The same free port for the same name, within one run of the tests. */
    public static int of(String name) {
        String property = "test.port." + name;
        synchronized (System.getProperties()) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, Integer.toString(LoopbackServer.freePort()));
            }
            return Integer.getInteger(property);
        }
    }
}
