package io.schemaagent.connectors.systemtool;

import java.util.List;
import java.util.regex.Pattern;

/** What an operator has to keep to so that a server's tools can have names, and be reached. Broken, it stops the start. */
final class ServerRules {

    /** It is in the names of tools that agents see, between {@code system_} and {@code __}. */
    private static final Pattern ID = Pattern.compile("(?!.*__)[A-Za-z0-9][A-Za-z0-9_-]{0,41}(?<!_)");

    private ServerRules() {}

    /**
     * Throws {@link IllegalArgumentException} with a sentence that names the setting.
     *
     * @param prefix of the settings of this tool
     */
    static void check(SystemTool tool, String prefix) {
        if (tool.serverUrl().isEmpty()) {
            reject(
                    tool.serverKey().token().isPresent(),
                    prefix + ".server-token: there is no server-url that it could be sent to");
            return;
        }
        reject(tool.server().isEmpty(), prefix + ".server-url: must be an http or https URL without user information");
        reject(
                !ID.matcher(tool.id()).matches(),
                prefix
                        + ": the id of a tool with a server-url is in the names of its tools, and has at most 42 letters,"
                        + " digits, hyphens and single underscores, beginning and ending without one");
        List<String> complaints = tool.serverKey().complaints();
        reject(!complaints.isEmpty(), prefix + ".server-token and server-token-header: " + complaints);
    }

    private static void reject(boolean broken, String sentence) {
        if (broken) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
