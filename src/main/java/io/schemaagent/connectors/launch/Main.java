package io.schemaagent.connectors.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The entry point: refuses to start where a setting is missing, before anything is connected. */
@QuarkusMain
public final class Main {

    /** "Configuration error" of sysexits.h. */
    private static final int EX_CONFIG = 78;

    Main() {}

    /** Starts the service and returns when it has stopped; ends the process with 78 where it cannot be started. */
    public static void main(String... arguments) {
        Config config = ConfigProvider.getConfig();
        List<String> complaints = isQuickstart(config) ? List.of() : Preflight.complaints(config);
        if (!complaints.isEmpty()) {
            complaints.forEach(System.err::println);
            System.exit(EX_CONFIG);
        }
        Quarkus.run(arguments);
    }

    /** Development brings its own database and keys; a production build has nothing that could set this. */
    private static boolean isQuickstart(Config config) {
        return config.getOptionalValue("connectors.quickstart", Boolean.class).orElse(false);
    }
}
