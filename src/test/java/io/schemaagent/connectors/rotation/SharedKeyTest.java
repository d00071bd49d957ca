package io.schemaagent.connectors.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedKeyTest {

    @ParameterizedTest(name = "{0} beside [{1}]: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "new        | nobody            | new | true",
                "new,old    | nobody            | new | true",
                "new,old    | old               | old | true",
                "new,old    | old,older         | old | true",
                "new,old    | old; new,old      | old | true",
                "new,old    | new,old; old,new  | new | true",
                "old,new    | new,old           | old | true",
                "new,old    | new               | new | true",
                "old        | new,old           | old | true",
                "new        | old               | new | false",
                "new,old    | new; old          | new | false",
            })
    void isTheFirstThatAllCanOpen(String keys, String others, String chosen, boolean shared) {
        List<Replica> replicas = others == null
                ? List.of()
                : List.of(others.split("; *")).stream()
                        .map(one -> new Replica(List.of(one.split(",")), ""))
                        .toList();

        String key = SharedKey.of(List.of(keys.split(",")), replicas);

        assertThat(key).isEqualTo(chosen);
        assertThat(SharedKey.isShared(key, replicas)).isEqualTo(shared);
    }
}
