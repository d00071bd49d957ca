package io.schemaagent.connectors;

import java.util.function.Supplier;

/** What those who configure the service and the test agree on, although they are loaded by different class loaders. */
public final class Agreed {

    private Agreed() {}

    /** The same free port for everybody who asks for this name, within one run of the tests. */
    public static int port(String name) {
        return Integer.parseInt(value("port." + name, () -> Integer.toString(LoopbackServer.freePort())));
    }

    /** The same text, made by whoever asks for this name first. */
    public static String value(String name, Supplier<String> made) {
        String property = "test.agreed." + name;
        synchronized (System.getProperties()) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, made.get());
            }
            return System.getProperty(property);
        }
    }
}
