package io.schemaagent.connectors.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a page ends. Its text means nothing to callers, and shows them nothing that is not theirs: it goes with their own
 * events only.
 *
 * @param at of the last event
 * @param id of the last event
 */
record AuditCursor(Instant at, long id) {

    private static final int BYTES = 2 * Long.BYTES;
    private static final int LENGTH = 22;

    /** Beyond this no event can be, and before the other PostgreSQL has no time. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Empty where it is no text of {@link #toString}. */
    static Optional<AuditCursor> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            AuditCursor cursor =
                    new AuditCursor(Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS), bytes.getLong());
            return Optional.of(cursor).filter(AuditCursor::isPossible);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private boolean isPossible() {
        return !at.isBefore(Instant.EPOCH) && at.isBefore(LATEST) && id >= 0;
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(at.getNano()))
                .putLong(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
