package io.schemaagent.connectors.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.schemaagent.connectors.database.MigrateCommand;
import io.schemaagent.connectors.rotation.ResealCommand;
import java.util.List;
import java.util.Map;
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
            "Without an argument this is the service. There are two commands, each as the only argument: migrate brings the"
                    + " tables up to date and ends; reseal seals all credentials with the first key and ends.";

    private static final Map<String, Class<? extends QuarkusApplication>> COMMANDS =
            Map.of(MigrateCommand.NAME, MigrateCommand.class, ResealCommand.NAME, ResealCommand.class);

    Main() {}

    /**
     * Starts the service and returns when it has stopped, or does what the command that is the argument says. Ends the
     * process with 78 where a setting is missing or wrong, with 64 where the argument is.
     */
    public static void main(String... arguments) {
        Class<? extends QuarkusApplication> command = arguments.length == 1 ? COMMANDS.get(arguments[0]) : null;
        if (arguments.length > 0 && command == null) {
            fail(EX_USAGE, List.of(USAGE));
        }
        List<String> complaints = isChecked() ? Preflight.complaints(OperatorSettings.read()) : List.of();
        if (!complaints.isEmpty()) {
            fail(EX_CONFIG, complaints);
        }
        // The log's formatters ask for it eight times; looking through all modules each time would be 5 % of a start.
        System.setProperty("jakarta.json.provider", JsonProviderImpl.class.getName());
        if (command != null) {
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.scheduler.enabled", "false");
            System.setProperty("connectors.database.migrate-at-start", "false");
            Quarkus.run(command, arguments);
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
