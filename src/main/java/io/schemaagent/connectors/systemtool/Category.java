package io.schemaagent.connectors.systemtool;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a system tool is for. */
enum Category {
    @JsonProperty("communication")
    COMMUNICATION,
    @JsonProperty("insights")
    INSIGHTS,
    @JsonProperty("utilities")
    UTILITIES;

    /** The category of this name in lower case, if there is one. */
    static Optional<Category> find(String name) {
        return Stream.of(values())
                .filter(category -> category.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
