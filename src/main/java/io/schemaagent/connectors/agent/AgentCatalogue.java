package io.schemaagent.connectors.agent;

import java.util.List;
import java.util.Optional;

/** Everything that one user's agent could see, in the order in which it sees it. */
record AgentCatalogue(List<Shelved> shelves) {

    /** A source with its tools. */
    record Shelved(Source source, Shelf shelf) {}

    /** A tool with where it was found. */
    record Found(Source source, Shelf shelf, AgentTool tool) {}

    AgentCatalogue {
        shelves = List.copyOf(shelves);
    }

    /** Where all of it comes from. */
    List<Source> sources() {
        return shelves.stream().map(Shelved::source).toList();
    }

    /** The tool of this name, whatever its state; empty where there is none. */
    Optional<Found> find(String name) {
        return AgentName.slugIn(name).flatMap(slug -> shelves.stream()
                .filter(shelved -> shelved.source().slug().equals(slug))
                .findFirst()
                .flatMap(shelved ->
                        shelved.shelf().find(name).map(tool -> new Found(shelved.source(), shelved.shelf(), tool))));
    }
}
