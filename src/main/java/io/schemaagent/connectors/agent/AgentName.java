package io.schemaagent.connectors.agent;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tool is called for an agent: {@code <slug>__<tool>}, at most 64 letters, digits, {@code _} and {@code -}, which is
 * what all models' interfaces take. It depends on nothing but the two, so it never shifts. A tool's name that has other
 * characters, or is too long, ends in a digest of the whole.
 */
final class AgentName {

    static final int MAX_LENGTH = 64;
    private static final String SEPARATOR = "__";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    /** A name that looks like one with a digest gets one, too, or a server could give it to another tool. */
    private static final Pattern ENDS_LIKE_DIGEST = Pattern.compile("_[0-9a-f]{8}$");

    private static final int DIGEST_BYTES = 4;

    private AgentName() {}

    /**
     * The name of a tool.
     *
     * @param slug of what it belongs to, at most 50 characters, without two underscores in a row or one at the end
     * @param tool how its server knows it, any Unicode
     */
    static String of(String slug, String tool) {
        String prefix = slug + SEPARATOR;
        String safe = UNSAFE.matcher(tool).replaceAll("_");
        boolean faithful = safe.equals(tool)
                && prefix.length() + tool.length() <= MAX_LENGTH
                && !ENDS_LIKE_DIGEST.matcher(tool).find();
        return faithful ? prefix + tool : prefix + shortened(safe, MAX_LENGTH - prefix.length(), digest(tool));
    }

    private static String shortened(String safe, int room, String digest) {
        int head = Math.min(safe.length(), room - digest.length() - 1);
        return safe.substring(0, head) + "_" + digest;
    }

    /** The slug in a tool's name; empty where there is none. */
    static Optional<String> slugIn(String name) {
        int end = name.indexOf(SEPARATOR);
        return end > 0 ? Optional.of(name.substring(0, end)) : Optional.empty();
    }

    private static String digest(String tool) {
        return HexFormat.of().formatHex(Sha256.of(tool, DIGEST_BYTES));
    }
}
