package io.schemaagent.connectors.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.schemaagent.connectors.database.MigrateCommand;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.parsson.JsonProviderImpl;

/** The entry point: refuses to start where a setting is missing, before anything is connected. */
@QuarkusMain
public final class Main {

    /** "Command line usage error" of sysexits.h. */
    private static final int EX_USAGE = 64;

    /** "Configuration error" of sysexits.h. */
    private static final int EX_CONFIG = 78;

    private static final String USAGE =
            "Without an argument this is the service; the only argument there is, migrate, brings the tables up to date and ends.";

    Main() {}

    /**
     * Starts the service and returns when it has stopped, or brings the tables up to date with the argument {@code
     * migrate}. Ends the process with 78 where a setting is missing or wrong, with 64 where the argument is.
     */
    public static void main(String... arguments) {
        boolean migrate = List.of(arguments).equals(List.of(MigrateCommand.NAME));
        if (arguments.length > 0 && !migrate) {
            fail(EX_USAGE, List.of(USAGE));
        }
        List<String> complaints = isChecked() ? Preflight.complaints(OperatorSettings.read()) : List.of();
        if (!complaints.isEmpty()) {
            fail(EX_CONFIG, complaints);
        }
        // The log's formatters ask for it eight times; looking through all modules each time would be 5 % of a start.
        System.setProperty("jakarta.json.provider", JsonProviderImpl.class.getName());
        if (migrate) {
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.scheduler.enabled", "false");
            System.setProperty("connectors.database.migrate-at-start", "false");
            Quarkus.run(MigrateCommand.class, arguments);
        } else {
            Quarkus.run(arguments);
        }
    }

    private static void fail(int code, List<String> sentences) {
        sentences.forEach(System.err::println);
        System.exit(code);
    }

    /** Development brings its own database and keys; a production build has nothing that says so. */
    private static boolean isChecked() {
        return ConfigProvider.getConfig()
                .getOptionalValue("connectors.preflight", Boolean.class)
                .orElse(true);
    }
}
