package io.schemaagent.connectors.ui;

import io.schemaagent.connectors.LoopbackServer;

/** A free port for those who configure the service and for the test, which are loaded by different class loaders. */
final class SharedPort {

    private SharedPort() {}

    /** The same for everybody who asks for this name. */
    static int of(String name) {
        String property = "test.ui.port." + name;
        synchronized (System.getProperties()) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, Integer.toString(LoopbackServer.freePort()));
            }
            return Integer.getInteger(property);
        }
    }
}
