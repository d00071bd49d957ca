package io.schemaagent.connectors.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressReportsTest {

    private final List<JsonNode> told = new ArrayList<>();
    private long nanos = -5;
    private final ProgressReports reports = new ProgressReports(TextNode.valueOf("t"), client(), () -> nanos);

    private Interim client() {
        return new Interim() {

            @Override
            public boolean hasBegun() {
                return !told.isEmpty();
            }

            @Override
            public void tell(JsonNode message) {
                told.add(message);
            }

            @Override
            public void keepAlive() {
                throw new AssertionError("Nobody has asked for that");
            }
        };
    }

    private void hear(double... steps) {
        for (double step : steps) {
            reports.heard(step, OptionalDouble.empty(), Optional.empty());
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private List<Double> steps() {
        return told.stream()
                .map(message -> message.at("/params/progress").doubleValue())
                .toList();
    }

    @Test
    void saysWhatThereIsToSay() {
        hear(1);
        reports.heard(2, OptionalDouble.of(4), Optional.of("half"));

        assertThat(told)
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"t\","
                                + "\"progress\":1}}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"t\","
                                + "\"progress\":2,\"total\":4,\"message\":\"half\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-3, -3",
        "0.5, 0.5",
        "9007199254740992, 9007199254740992",
        "1e300, 1.0E300",
    })
    void writesIntegersAsSuch(double step, String written) {
        hear(step);

        assertThat(told.get(0).at("/params/progress")).hasToString(written);
    }

    /** Also those of a second attempt, which begins anew. */
    @Test
    void goesForwardOnly() {
        hear(1, 2, 2, 1, 0, 2.5, 1, 2, 3);

        assertThat(steps()).containsExactly(1.0, 2.0, 2.5, 3.0);
    }

    @Test
    void letsAServerSayAFewThingsAtOnceAndThenWait() {
        for (int step = 0; step < 10_000; step++) {
            hear(step);
        }
        assertThat(told).hasSize(20);

        pass(Duration.ofMillis(99));
        hear(10_000);
        assertThat(told).hasSize(20);

        pass(Duration.ofMillis(1));
        hear(10_001, 10_002);
        assertThat(told).hasSize(21);
        assertThat(steps()).endsWith(10_001.0);

        pass(Duration.ofHours(1));
        for (int step = 20_000; step < 30_000; step++) {
            hear(step);
        }
        assertThat(told).hasSize(41);
    }

    @Test
    void doesNotTakeForSaidWhatItHasNotSaid() {
        for (int step = 1; step <= 21; step++) {
            hear(step);
        }
        pass(Duration.ofMillis(100));
        hear(20.5);

        assertThat(steps()).endsWith(19.0, 20.0, 20.5);
    }
}
