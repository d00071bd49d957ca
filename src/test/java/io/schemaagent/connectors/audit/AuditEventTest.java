package io.schemaagent.connectors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditEventTest {

    private static final AuditTarget TARGET = AuditTarget.connector(7, "Wiki");

    private static AuditEvent anEvent() {
        return AuditEvent.of("user", AuditAction.TOOL_CALLED, TARGET);
    }

    @ParameterizedTest
    @EnumSource
    void actionsAreDocumentedInTheWordsThatAreStored(AuditAction action) throws NoSuchFieldException {
        assertThat(AuditAction.class
                        .getField(action.name())
                        .getAnnotation(JsonProperty.class)
                        .value())
                .isEqualTo(action.toString())
                .matches("[a-z_]+\\.[a-z_]+");
        assertThat(AuditAction.find(action.toString())).hasValue(action);
    }

    @Test
    void wentWellUnlessItEndedOtherwise() {
        assertThat(anEvent().outcome).isEqualTo("ok");
        assertThat(anEvent().ended(null).outcome).isEqualTo("ok");
        assertThat(anEvent().ended("TIMEOUT").outcome).isEqualTo("TIMEOUT");
    }

    @Test
    void saysOfDetailsOnlyWhatThereIs() {
        AuditEvent event = anEvent()
                .changing(List.of("name"))
                .leaving(false)
                .about("search")
                .took(5)
                .ended("TIMEOUT");

        assertThat(event.details.toJson())
                .isEqualTo("{\"changed\":[\"name\"],\"is_active\":false,\"tool\":\"search\"}");
        assertThat(AuditDetails.from(new JsonObject(event.details.toJson()))).isEqualTo(event.details);
        assertThat(event.durationMs).isEqualTo(5);
        assertThat(anEvent().details.toJson()).isNull();
        assertThat(AuditDetails.from(null)).isNull();
        assertThat(AuditDetails.from(new JsonObject())).isEqualTo(AuditDetails.NONE);
    }

    @Test
    void cutsNamesBetweenCharacters() {
        AuditTarget target = AuditTarget.connector(7, "\uD83D\uDD11".repeat(300));

        assertThat(target.name()).isEqualTo("\uD83D\uDD11".repeat(255));
    }

    @Test
    void replacesWhatPostgresqlCannotHold() {
        assertThat(AuditTarget.connector(7, "a\0b").name()).isEqualTo("a\uFFFDb");
        assertThat(anEvent().about("a\0b").details.tool()).isEqualTo("a\uFFFDb");
    }

    @Test
    void isToldApartByANumberThatEveryJsonReaderCanHold() {
        long id = AuditEntry.of(anEvent(), Instant.EPOCH, null).id();

        assertThat(id).isPositive().isLessThan(1L << 53);
        assertThat(AuditEntry.of(anEvent(), Instant.EPOCH, null).id()).isNotEqualTo(id);
    }

    @Test
    void readsBackWhereAPageEnds() {
        AuditCursor cursor = new AuditCursor(Instant.parse("2026-03-10T16:15:50.123456Z"), 42);

        assertThat(AuditCursor.parse(cursor.toString())).hasValue(cursor);
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void takesNothingElseForTheEndOfAPage() {
        assertThat(AuditCursor.parse("")).isEmpty();
        assertThat(AuditCursor.parse("AAAA")).isEmpty();
        assertThat(AuditCursor.parse("!".repeat(22))).isEmpty();
        assertThat(AuditCursor.parse("_".repeat(21) + "w")).isEmpty();
        assertThat(AuditCursor.parse(new AuditCursor(Instant.parse("9999-12-31T00:00:00Z"), 1).toString()))
                .isEmpty();
        assertThat(AuditCursor.parse(new AuditCursor(Instant.EPOCH, -1).toString()))
                .isEmpty();
    }
}
