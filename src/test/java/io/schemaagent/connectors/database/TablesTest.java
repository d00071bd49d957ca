package io.schemaagent.connectors.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final Pattern MIGRATION = Pattern.compile("V([0-9]+)__[a-z0-9_]+\\.sql");

    @Test
    void needsTheLastMigrationOfThisBuild() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .mapToInt(name -> Integer.parseInt(name.group(1)))
                            .max())
                    .hasValue(Tables.VERSION);
        }
    }

    @Test
    void worksWithTablesOfANewerBuildAndNotOfAnOlderOne() {
        assertThat(Tables.isEnough(Tables.VERSION + 1)).isTrue();
        assertThat(Tables.isEnough(Tables.VERSION)).isTrue();
        assertThat(Tables.isEnough(Tables.VERSION - 1)).isFalse();
    }
}
