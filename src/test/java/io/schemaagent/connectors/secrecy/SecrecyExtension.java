package io.schemaagent.connectors.secrecy;

import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Watches from the first test class on; when all have run, and Quarkus has stopped, it fails the run where a secret was shown. */
public final class SecrecyExtension implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        // What is stored first is closed last: after the application.
        context.getRoot()
                .getStore(Namespace.create(SecrecyExtension.class))
                .computeIfAbsent(Watch.class, first -> new Watch(), Watch.class)
                .log
                .begin();
    }

    private static final class Watch implements AutoCloseable {

        private final LogWatch log = new LogWatch(Evidence.ofThisRun());
        private final PrintStream out = System.out;
        private final PrintStream err = System.err;

        Watch() {
            Evidence.ofThisRun().clear();
            System.setOut(OutputWatch.over(out, Evidence.ofThisRun()));
            System.setErr(OutputWatch.over(err, Evidence.ofThisRun()));
        }

        @Override
        public void close() {
            System.setOut(out);
            System.setErr(err);
            log.end();
            long begin = System.nanoTime();
            Leaks leaks = Leaks.of(KnownSecrets.ofThisRun(), Evidence.ofThisRun());
            out.printf(
                    "Looked for %d secrets in %d KB that this run has shown, in %d ms%n",
                    leaks.secrets(),
                    leaks.bytes() / 1024,
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
            if (!leaks.places().isEmpty()) {
                throw new AssertionError("Secrets were shown; the files are in " + RunFolder.path() + ":\n"
                        + String.join("\n", leaks.places()));
            }
        }
    }
}
