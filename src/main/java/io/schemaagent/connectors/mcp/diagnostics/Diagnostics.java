package io.schemaagent.connectors.mcp.diagnostics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a connection test came and what it met. Apart from the server's own name and version and what it asks for in
 * {@code WWW-Authenticate}, cut and cleaned, it repeats nothing that the server said.
 *
 * @param phases all eight, in order
 * @param transport {@code streamable_http}, {@code http_sse} or {@code http_listing}, or null where none was found
 * @param protocolVersion the MCP revision agreed on, or null
 * @param server what the server calls itself, or null
 * @param authScheme the scheme the server asked for in {@code WWW-Authenticate}, or null
 * @param authScopes the scopes it asked for (RFC 6750, section 3), often none
 * @param resourceMetadata where it says who can let us in (RFC 9728, section 5.1), or null
 * @param redirectOrigin scheme, host and port of where it redirects to, or null
 * @param nextAction what to do about a failure, or null after success
 * @param pages how many pages of tools were read
 * @param partial whether the server has more tools than were taken
 */
public record Diagnostics(
        List<PhaseResult> phases,
        String transport,
        String protocolVersion,
        Server server,
        String authScheme,
        List<String> authScopes,
        String resourceMetadata,
        String redirectOrigin,
        String nextAction,
        int pages,
        boolean partial) {

    /** Nothing was tried, and this is what has to be done first. */
    public static Diagnostics notStarted(String nextAction) {
        List<PhaseResult> skipped = Stream.of(Phase.values())
                .map(phase -> new PhaseResult(phase, Status.SKIPPED, 0, null))
                .toList();
        return new Diagnostics(skipped, null, null, null, null, List.of(), null, null, nextAction, 0, false);
    }

    /** The server was not asked, or in vain, for want of what would let us in. */
    public static Diagnostics notLetIn(FailureReason reason) {
        List<PhaseResult> phases = Stream.of(Phase.values())
                .map(phase -> phase == reason.phase()
                        ? new PhaseResult(phase, Status.FAILED, 0, reason)
                        : new PhaseResult(phase, Status.SKIPPED, 0, null))
                .toList();
        return new Diagnostics(phases, null, null, null, null, List.of(), null, null, reason.nextAction(), 0, false);
    }

    /** Why it failed; empty after success, and where nothing was tried. */
    public Optional<FailureReason> failure() {
        return phases.stream()
                .flatMap(phase -> Optional.ofNullable(phase.reason()).stream())
                .findFirst();
    }

    /** How a phase ended. */
    public enum Status {
        @JsonProperty("ok")
        OK,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("skipped")
        SKIPPED
    }

    /**
     * One phase.
     *
     * @param durationMs wall time in milliseconds, rounded down; 0 where skipped
     * @param reason why it failed, otherwise null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PhaseResult(Phase phase, Status status, long durationMs, FailureReason reason) {}

    /** What the server calls itself. */
    public record Server(String name, String version) {}
}
