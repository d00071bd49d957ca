package io.schemaagent.connectors.agent;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The entity tag of a catalogue (RFC 9110, section 8.8.3). It is made of what the catalogue is made of, so that whoever has
 * the catalogue already costs little.
 *
 * @param text with its quotation marks
 */
record CatalogueTag(String text) {

    /** To be raised when the same tools are worded differently than before. */
    private static final String WORDING = "2";

    private static final int BYTES = 18;
    private static final String ANY = "*";

    static CatalogueTag of(List<Source> sources, ToolFormat format, Selection selection) {
        StringBuilder parts = new StringBuilder(WORDING).append('\n').append(format);
        selection.wanted().forEach(name -> parts.append('\n').append(name));
        sources.forEach(source -> parts.append('\n').append(source));
        return new CatalogueTag('"' + base64(Sha256.of(parts.toString(), BYTES)) + '"');
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Whether the header {@code If-None-Match} names it, null for none (RFC 9110, section 13.1.2). */
    boolean isAmong(String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(ANY) || tag.equals(text) || tag.equals("W/" + text));
    }

    @Override
    public String toString() {
        return text;
    }
}
