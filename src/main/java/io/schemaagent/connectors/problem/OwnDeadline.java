package io.schemaagent.connectors.problem;

/** Requests that may take longer than others, since whoever answers them ends them in time. */
@FunctionalInterface
public interface OwnDeadline {

    /** Whether a request to this path is one. */
    boolean isKeptAt(String path);
}
