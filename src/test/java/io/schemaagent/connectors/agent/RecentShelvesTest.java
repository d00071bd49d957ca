package io.schemaagent.connectors.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentShelvesTest {

    /** For two lists of a hundred bytes, each of which takes eight times as much. */
    private final RecentShelves recent = new RecentShelves(1600);

    private static Map<Long, Shelf> shelves(long version, int weight) {
        Source source = new Source(new Origin.Connector(1), "slug", "name", version, Optional.empty(), "ok");
        return Map.of(version, Shelf.of(source, JsonNodeFactory.instance.arrayNode(), weight));
    }

    @Test
    void forgetsWhoHasNotAskedForLongest() {
        recent.keep("a", shelves(1, 100));
        recent.keep("b", shelves(2, 100));
        recent.of("a");

        recent.keep("c", shelves(3, 100));

        assertThat(recent.of("a")).containsOnlyKeys(1L);
        assertThat(recent.of("b")).isEmpty();
        assertThat(recent.of("c")).containsOnlyKeys(3L);
    }

    @Test
    void takesNoMoreRoomForWhatIsReplaced() {
        recent.keep("a", shelves(1, 100));
        for (long version = 2; version < 100; version++) {
            recent.keep("b", shelves(version, 100));
        }

        assertThat(recent.of("a")).containsOnlyKeys(1L);
        assertThat(recent.of("b")).containsOnlyKeys(99L);
    }

    @Test
    void keepsNothingThatIsLargerThanAllRoom() {
        recent.keep("a", shelves(1, 1000));

        assertThat(recent.of("a")).isEmpty();
    }
}
