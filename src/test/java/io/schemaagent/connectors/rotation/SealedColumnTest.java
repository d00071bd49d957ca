package io.schemaagent.connectors.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealedColumnTest {

    /** As a migration declares them. */
    private static final Pattern SEALED = Pattern.compile("(?m)^.*\\b(auth_config|\\w*_secret|\\w*_sealed)\\s+text\\b");

    private static final Pattern TABLE = Pattern.compile("(?:CREATE|ALTER) TABLE (?:IF NOT EXISTS )?(\\w+)");

    /** Whoever adds a column of tokens and not its line would have it closed for ever by the next rotation. */
    @Test
    void knowsEverySealedColumnOfTheMigrations() throws IOException {
        Set<String> declared = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            for (Path file : files.toList()) {
                collect(Files.readString(file), declared);
            }
        }

        assertThat(SealedColumn.ALL.stream().map(SealedColumn::toString).collect(Collectors.toSet()))
                .isEqualTo(declared);
    }

    private static void collect(String migration, Set<String> declared) {
        Matcher column = SEALED.matcher(migration);
        while (column.find()) {
            String table = TABLE.matcher(migration.substring(0, column.end()))
                    .results()
                    .reduce((before, last) -> last)
                    .orElseThrow()
                    .group(1);
            declared.add(table + "." + column.group(1));
        }
    }

    @Test
    void readsInTheOrderOfTheKey() {
        SealedColumn column = SealedColumn.of("clients", "client_secret", "issuer", "redirect_uri");

        assertThat(column.first())
                .isEqualTo("SELECT issuer, redirect_uri, client_secret FROM clients"
                        + " WHERE client_secret IS NOT NULL ORDER BY issuer, redirect_uri LIMIT $1");
        assertThat(column.next())
                .isEqualTo("SELECT issuer, redirect_uri, client_secret FROM clients WHERE client_secret IS NOT NULL"
                        + " AND (issuer, redirect_uri) > ($2, $3) ORDER BY issuer, redirect_uri LIMIT $1");
    }

    @Test
    void replacesOnlyWhatWasRead() {
        assertThat(SealedColumn.of("clients", "client_secret", "issuer", "redirect_uri")
                        .replace())
                .isEqualTo("UPDATE clients SET client_secret = $1 WHERE client_secret = $2"
                        + " AND (issuer, redirect_uri) = ($3, $4)");
    }
}
