package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaagent.connectors.fuzz.Chance;
import io.schemaagent.connectors.fuzz.Fuzzing;
import io.schemaagent.connectors.fuzz.RawBytes;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseParserFuzzTest {

    /** All that a stream told; data with a character a byte. */
    private record Told(List<Event> events, Optional<String> lastEventId, Optional<Duration> retry) {}

    private record Event(String type, String data) {}

    private static String stream(Chance chance) {
        String start = chance.oneIn(8) ? "\ufeff" : "";
        return start + chance.several(20, "", () -> line(chance) + chance.oneOf("\n", "\n", "\r", "\r\n"));
    }

    private static String line(Chance chance) {
        String value = chance.oneOf("", ":", ": ", ":  ") + (chance.oneIn(2) ? chance.word() : chance.text());
        return switch (chance.below(8)) {
            case 0, 1 -> "data" + value;
            case 2 -> "id" + value;
            case 3 -> "event" + value;
            case 4 -> "retry:" + chance.below(2_000_000_000);
            case 5 -> value;
            default -> "";
        };
    }

    /** What a stream tells when it comes in pieces that end at these places. */
    private static Told told(byte[] stream, int... ends) {
        SseParser parser = new SseParser();
        List<Event> events = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            parser.feed(Buffer.buffer(Arrays.copyOfRange(stream, from, end)))
                    .forEach(event -> events.add(new Event(event.type(), latin1(event.data()))));
            from = end;
        }
        return new Told(events, parser.lastEventId(), parser.retry());
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int[] someEnds(Chance chance, int length) {
        int[] ends = new int[1 + chance.below(5)];
        Arrays.setAll(ends, i -> chance.below(length + 1));
        ends[ends.length - 1] = length;
        Arrays.sort(ends);
        return ends;
    }

    private static int[] everywhere(int length) {
        int[] ends = new int[length];
        Arrays.setAll(ends, i -> i + 1);
        return ends;
    }

    @Test
    void readsTheSameWhereverAnyStreamIsCut() {
        Fuzzing.of("event-streams", SseParserFuzzTest::stream).check("SseParser reads across cuts", input -> {
            byte[] stream = RawBytes.of(input);
            Chance chance = new Chance(input.hashCode());

            Told whole = told(stream, stream.length);

            assertThat(whole.events())
                    .noneMatch(event -> event.data().isEmpty() || event.type().isEmpty());
            assertThat(told(stream, everywhere(stream.length))).isEqualTo(whole);
            assertThat(told(stream, someEnds(chance, stream.length))).isEqualTo(whole);
            assertThat(told(stream, someEnds(chance, stream.length))).isEqualTo(whole);
            return !whole.events().isEmpty();
        });
    }

    @Test
    void readsWhatTheStandardReads() {
        Fuzzing.of("event-streams", SseParserFuzzTest::stream).check("SseParser reads like the standard", input -> {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(input)) {
                return false;
            }
            byte[] stream = RawBytes.of(input);

            Told standard = new Standard().read(input);

            assertThat(told(stream, stream.length)).isEqualTo(standard);
            return !standard.events().isEmpty();
        });
    }

    /**
     * HTML standard, sections 9.2.5 and 9.2.6, word by word; but events without data are left out, ids of more than 1024
     * characters forgotten, and times of more than nine digits ignored.
     */
    private static final class Standard {

        private final List<Event> events = new ArrayList<>();
        private String data = "";
        private String type = "";
        private String idBuffer = "";
        private String lastEventId = "";
        private Duration retry;

        Told read(String stream) {
            String[] lines = (stream.startsWith("\ufeff") ? stream.substring(1) : stream).split("\r\n|\n|\r", -1);
            // What stands behind the last end of a line is no line yet.
            for (String line : Arrays.asList(lines).subList(0, lines.length - 1)) {
                if (line.isEmpty()) {
                    dispatch();
                } else if (line.indexOf(':') < 0) {
                    process(line, "");
                } else if (!line.startsWith(":")) {
                    String value = line.substring(line.indexOf(':') + 1);
                    process(line.substring(0, line.indexOf(':')), value.startsWith(" ") ? value.substring(1) : value);
                }
            }
            return new Told(events, Optional.of(lastEventId).filter(id -> !id.isEmpty()), Optional.ofNullable(retry));
        }

        private void process(String field, String value) {
            if (field.equals("event")) {
                type = value;
            } else if (field.equals("data")) {
                data += value + "\n";
            } else if (field.equals("id") && value.indexOf('\0') < 0) {
                idBuffer = value.length() > 1024 ? "" : value;
            } else if (field.equals("retry") && value.matches("[0-9]{1,9}")) {
                retry = Duration.ofMillis(Integer.parseInt(value));
            }
        }

        private void dispatch() {
            lastEventId = idBuffer;
            if (data.length() > 1) {
                String utf8 = latin1(data.substring(0, data.length() - 1).getBytes(StandardCharsets.UTF_8));
                events.add(new Event(type.isEmpty() ? "message" : type, utf8));
            }
            data = "";
            type = "";
        }
    }
}
