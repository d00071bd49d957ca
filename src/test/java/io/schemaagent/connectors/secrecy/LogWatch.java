package io.schemaagent.connectors.secrecy;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Keeps what is logged as evidence: with every cause of a failure, and with what only JSON logs show. */
final class LogWatch extends Handler {

    private final Evidence evidence;
    private final PatternFormatter format = new PatternFormatter("%d %p [%c] (%t) %X %m%n%e");

    LogWatch(Evidence evidence) {
        this.evidence = evidence;
        setLevel(Level.ALL);
    }

    /** Watches all loggers, unless it does already. */
    void begin() {
        Logger root = Logger.getLogger("");
        if (Arrays.stream(root.getHandlers()).noneMatch(this::equals)) {
            root.addHandler(this);
        }
    }

    void end() {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        evidence.add(Evidence.LOG, format.format(line).stripTrailing());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
