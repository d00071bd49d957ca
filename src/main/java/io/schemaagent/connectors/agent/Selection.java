package io.schemaagent.connectors.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a caller wants of all that there is, by the names of tools, connectors or system tools. Nothing named is everything.
 * Letter case does not matter.
 */
record Selection(List<String> wanted) {

    Selection {
        wanted = List.copyOf(wanted);
    }

    /** Of a query parameter that may be repeated, or hold several names with commas between. */
    static Selection parse(List<String> parameters) {
        return new Selection(parameters.stream()
                .flatMap(Selection::names)
                .map(Selection::normal)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList());
    }

    private static Stream<String> names(String parameter) {
        return Arrays.stream(parameter.split(","));
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    boolean isEverything() {
        return wanted.isEmpty();
    }

    boolean includes(Source source, AgentTool tool) {
        return isEverything() || names(source, tool).anyMatch(wanted::contains);
    }

    private static Stream<String> names(Source source, AgentTool tool) {
        return Stream.of(
                        tool.name(),
                        tool.original(),
                        source.name() + ": " + tool.original(),
                        source.name() + ": " + tool.title(),
                        source.name(),
                        source.slug(),
                        source.origin() instanceof Origin.SystemTool system ? system.id() : source.slug())
                // A comma in a name ends it there in a parameter.
                .flatMap(Selection::names)
                .map(Selection::normal);
    }

    /** Those names that nothing in the catalogue has. */
    List<String> unknown(AgentCatalogue catalogue) {
        if (isEverything()) {
            return List.of();
        }
        List<String> unknown = new ArrayList<>(wanted);
        catalogue.shelves().forEach(shelved -> shelved.shelf()
                .tools()
                .forEach(tool -> unknown.removeAll(names(shelved.source(), tool).toList())));
        return unknown;
    }
}
