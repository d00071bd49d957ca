package io.schemaagent.connectors.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

    /** All that the format has: mark, comment, ids, retry, names, lines without colon, several lines of data, Unicode. */
    private static final String EVERYTHING = """
            \uFEFF: a comment
            retry: 3000
            id: 1
            data:

            event: message
            id: 2
            data: {"a":
            data:  "ü𝄞"}

            :

            database: no
            Data: no
             data: no
            data:second
            data

            """;

    private static final List<String> DATA_OF_EVERYTHING = List.of("{\"a\":\n \"ü𝄞\"}", "second\n");

    private static List<String> dataOf(byte[]... chunks) {
        SseParser parser = new SseParser();
        List<String> events = new ArrayList<>();
        for (byte[] chunk : chunks) {
            parser.feed(Buffer.buffer(chunk))
                    .forEach(event -> events.add(new String(event.data(), StandardCharsets.UTF_8)));
        }
        return events;
    }

    private static List<String> dataOf(String stream) {
        return dataOf(stream.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[][] cutAt(byte[] bytes, int... positions) {
        byte[][] chunks = new byte[positions.length + 1][];
        int from = 0;
        for (int i = 0; i <= positions.length; i++) {
            int to = i == positions.length ? bytes.length : positions[i];
            chunks[i] = java.util.Arrays.copyOfRange(bytes, from, to);
            from = to;
        }
        return chunks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameWhereverTheStreamIsCutInTwo(String lineEnd) {
        byte[] stream = EVERYTHING.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(dataOf(cutAt(stream, cut))).as("cut at %d", cut).isEqualTo(DATA_OF_EVERYTHING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsTheSameWhereverTheStreamIsCutInThree(String lineEnd) {
        byte[] stream = EVERYTHING.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                assertThat(dataOf(cutAt(stream, first, second))).isEqualTo(DATA_OF_EVERYTHING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsByteByByte(String lineEnd) {
        byte[] stream = EVERYTHING.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);

        byte[][] bytes = cutAt(stream, IntStream.range(1, stream.length).toArray());

        assertThat(dataOf(bytes)).isEqualTo(DATA_OF_EVERYTHING);
    }

    @Test
    void understandsLineEndsOfAllKindsInOneStream() {
        assertThat(dataOf("data: a\r\n\ndata: b\r\rdata: c\n\r\ndata: d\r\n\r\n"))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void givesAnEventOnlyWhenABlankLineEndsIt() {
        assertThat(dataOf("data: a\n\ndata: b\n")).containsExactly("a");
        assertThat(dataOf("data: a\n\ndata: b")).containsExactly("a");
        assertThat(dataOf("data: a")).isEmpty();
    }

    @Test
    void givesAnEventAsSoonAsItIsComplete() {
        SseParser parser = new SseParser();

        assertThat(parser.feed(Buffer.buffer("data: a\n"))).isEmpty();
        assertThat(parser.feed(Buffer.buffer("\n"))).hasSize(1);
        assertThat(parser.feed(Buffer.buffer("\n\n"))).isEmpty();
    }

    @Test
    void leavesOutEventsWithoutData() {
        assertThat(dataOf("id: 1\ndata: \n\nevent: ping\n\n: comment\n\ndata\n\ndata: a\n\n"))
                .containsExactly("a");
    }

    @Test
    void dropsOneSpaceBeforeAValue() {
        assertThat(dataOf("data:a\n\ndata: b\n\ndata:  c\n\ndata:\td\n\n")).containsExactly("a", "b", " c", "\td");
    }

    @Test
    void takesAByteOrderMarkAtTheBeginningOnly() {
        assertThat(dataOf("\uFEFFdata: a\n\n")).containsExactly("a");
        assertThat(dataOf("data: a\n\n\uFEFFdata: b\n\n")).containsExactly("a");
    }

    @Test
    void joinsLinesOfData() {
        assertThat(dataOf("data: a\nid: 7\ndata:\ndata: b\n\n")).containsExactly("a\n\nb");
    }

    @Test
    void growsWithLongLines() {
        String text = "x".repeat(100_000);

        assertThat(dataOf("data: " + text + "\n\n")).containsExactly(text);
    }

    private static SseParser fed(String stream) {
        SseParser parser = new SseParser();
        parser.feed(Buffer.buffer(stream));
        return parser;
    }

    @Test
    void saysWhatKindOfEventItIs() {
        List<ServerSentEvent> events =
                new SseParser().feed(Buffer.buffer("event: endpoint\ndata: a\n\ndata: b\n\nevent\ndata: c\n\n"));

        assertThat(events).extracting(ServerSentEvent::type).containsExactly("endpoint", "message", "message");
        assertThat(events).extracting(ServerSentEvent::isMessage).containsExactly(false, true, true);
    }

    @Test
    void remembersTheLastIdEvenOfEventsWithoutData() {
        assertThat(fed("id: 1\ndata: a\n\nid: 2\ndata: \n\n").lastEventId()).contains("2");
        assertThat(fed("id: 1\ndata: a\n\ndata: b\n\n").lastEventId()).contains("1");
        assertThat(fed("data: a\n\n").lastEventId()).isEmpty();
    }

    @Test
    void remembersNoIdOfAnEventThatDidNotArriveWhole() {
        assertThat(fed("id: 1\ndata: a\n\nid: 2\ndata: b\n").lastEventId()).contains("1");
        assertThat(fed("id: 1\n").lastEventId()).isEmpty();
    }

    @Test
    void forgetsTheIdWhereTheServerSaysSo() {
        assertThat(fed("id: 1\n\nid\n\n").lastEventId()).isEmpty();
    }

    @Test
    void takesNoIdThatCouldNotBeSentBack() {
        assertThat(fed("id: 1\n\nid: a\0b\n\n").lastEventId()).contains("1");
        assertThat(fed("id: " + "x".repeat(1025) + "\n\n").lastEventId()).isEmpty();
    }

    @Test
    void remembersHowLongToWait() {
        assertThat(fed("retry: 1500\n\n").retry()).contains(Duration.ofMillis(1500));
        assertThat(fed("retry: 1\nretry: soon\nretry: -5\nretry: 99999999999\n\n")
                        .retry())
                .contains(Duration.ofMillis(1));
        assertThat(fed("data: a\n\n").retry()).isEmpty();
    }
}
