package io.schemaagent.connectors.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.schemaagent.connectors.agent.AgentCatalogue.Shelved;
import io.schemaagent.connectors.json.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The tools of a user's agent.
 *
 * @param format {@code mcp}, {@code openai} or {@code anthropic}
 * @param tools in that format, by name
 * @param toolCount how many they are
 * @param toolChoice {@code required} where the caller has selected some and there are such, {@code auto} otherwise
 * @param schemaTokens an estimate of what all of them cost a model, in tokens
 * @param stale what could not be reached when it was read last, so that its tools may be out of date
 * @param withheld tools that exist, and that their owner has not agreed to as they are now
 * @param unknown what was selected and is not there
 */
@Schema(name = "AgentTools")
record CatalogueView(
        String format,

        @Schema(type = SchemaType.ARRAY, implementation = AgentToolView.class)
        List<RawJson> tools,

        int toolCount,
        String toolChoice,
        int schemaTokens,
        List<Stale> stale,
        List<Withheld> withheld,
        List<String> unknown) {

    private static final String AUTO = "auto";
    private static final String REQUIRED = "required";

    /**
     * Something whose tools may be out of date.
     *
     * @param connectorId which connector it is, null for a system tool
     * @param systemToolId which system tool it is, null for a connector
     * @param name what its owner calls it
     * @param since when it was right last
     * @param status {@code failing} or {@code needs_reauth}
     */
    @Schema(name = "StaleSource")
    record Stale(Long connectorId, String systemToolId, String name, Instant since, String status) {

        static Stale of(Source source, Instant since) {
            Origin origin = source.origin();
            return new Stale(origin.connectorId(), origin.systemToolId(), source.name(), since, source.status());
        }
    }

    /**
     * A tool that is not handed out.
     *
     * @param name what the agent would know it by
     * @param connectorId which connector it belongs to; those of system tools are the operator's, and never withheld
     * @param tool how the server knows it
     * @param state {@code pending} or {@code changed}
     * @param reason in a sentence
     */
    @Schema(name = "WithheldTool")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Withheld(String name, Long connectorId, String tool, String state, String reason) {

        static Withheld of(Source source, AgentTool tool) {
            return new Withheld(
                    tool.name(), source.origin().connectorId(), tool.original(), tool.state(), tool.objection());
        }
    }

    static CatalogueView of(AgentCatalogue catalogue, ToolFormat format, Selection selection) {
        List<RawJson> tools = new ArrayList<>();
        List<Stale> stale = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        int tokens = 0;
        for (Shelved shelved : catalogue.shelves()) {
            Source source = shelved.source();
            for (Offer offer : shelved.shelf().offers(format)) {
                if (selection.includes(source, offer.tool())) {
                    tools.add(offer.json());
                    tokens += offer.tool().tokens();
                }
            }
            source.staleSince().ifPresent(since -> stale.add(Stale.of(source, since)));
            shelved.shelf().withheld().forEach(tool -> withheld.add(Withheld.of(source, tool)));
        }
        boolean required = !selection.isEverything() && !tools.isEmpty();
        return new CatalogueView(
                format.wireName(),
                tools,
                tools.size(),
                required ? REQUIRED : AUTO,
                tokens,
                stale,
                withheld,
                selection.unknown(catalogue));
    }
}
