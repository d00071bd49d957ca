package io.schemaagent.connectors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditBufferTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AuditBuffer buffer = new AuditBuffer(3, metrics);

    private static AuditEntry anEntry(String owner) {
        AuditEvent event = AuditEvent.of(owner, AuditAction.TOOL_CALLED, AuditTarget.connector(1, "Wiki"));
        return AuditEntry.of(event, Instant.EPOCH, "trace");
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            buffer.add(anEntry("user " + i));
        }
    }

    private double dropped() {
        return metrics.get("connectors.audit.dropped").counter().count();
    }

    @Test
    void keepsWhatThereIsRoomForAndCountsTheRest() {
        add(100_000);

        assertThat(buffer.size()).isEqualTo(3);
        assertThat(buffer.first(10))
                .extracting(entry -> entry.event().owner)
                .containsExactly("user 0", "user 1", "user 2");
        assertThat(dropped()).isEqualTo(99_997);
    }

    @Test
    void handsOutTheSameUntilTheyAreWritten() {
        add(3);

        assertThat(buffer.first(2)).isEqualTo(buffer.first(2)).hasSize(2);
        buffer.written(2);

        assertThat(buffer.first(2)).extracting(entry -> entry.event().owner).containsExactly("user 2");
        assertThat(dropped()).isZero();
    }

    @Test
    void hasRoomAgainForAsManyAsWereWritten() {
        add(3);
        buffer.written(3);
        assertThat(buffer.isEmpty()).isTrue();

        add(3);

        assertThat(buffer.size()).isEqualTo(3);
        assertThat(dropped()).isZero();
    }

    @Test
    void countsWhatCannotBeWritten() {
        add(3);

        buffer.unwritable("the database objects");

        assertThat(buffer.first(10)).extracting(entry -> entry.event().owner).containsExactly("user 1", "user 2");
        assertThat(dropped()).isEqualTo(1);
    }
}
