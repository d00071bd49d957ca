package io.schemaagent.connectors.rotation;

import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;

/** {@code reseal}: seals every row with the first key and ends, for an operator who wants to take an older one away. */
public final class ResealCommand implements QuarkusApplication {

    /** What it is called with. */
    public static final String NAME = "reseal";

    private static final int FAILED = 1;

    /** "Data format error" of sysexits.h. */
    private static final int EX_DATAERR = 65;

    /** "Temporary failure" of sysexits.h. */
    private static final int EX_TEMPFAIL = 75;

    private static final Logger LOG = Logger.getLogger(ResealCommand.class);

    private final Takeover takeover;
    private final Rotation rotation;

    ResealCommand(Takeover takeover, Rotation rotation) {
        this.takeover = takeover;
        this.rotation = rotation;
    }

    /**
     * 0 where every row is sealed with the first key; 1 where it could not go on; 65 where rows are left that no key
     * opens; 75 where replicas do not seal with the first key yet. It can be run again after any of them.
     */
    @Override
    public int run(String... arguments) {
        try {
            int behind = takeover.replicasBehind().await().indefinitely();
            return behind > 0
                    ? tooEarly(behind)
                    : code(rotation.reseal().await().indefinitely());
        } catch (RuntimeException failed) {
            LOG.errorf("Not all rows could be looked at; run it again: %s", failed.getMessage());
            return FAILED;
        }
    }

    private static int tooEarly(int behind) {
        LOG.errorf("Replicas that do not seal with the first key: %d. Restart them with it, then run it again", behind);
        return EX_TEMPFAIL;
    }

    private static int code(Report report) {
        if (!report.isSettled()) {
            LOG.error(
                    "Rows are still being sealed with another key: let every replica have the new one first, run it again");
            return EX_TEMPFAIL;
        }
        if (report.hasUnreadable()) {
            LOG.error("Rows are left that no key opens: add the missing key at the end, run it again");
            return EX_DATAERR;
        }
        LOG.info("Every row is sealed with the first key; the others can be taken away");
        return 0;
    }
}
