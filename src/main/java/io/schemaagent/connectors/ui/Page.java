package io.schemaagent.connectors.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The page at {@code /ui/}: nothing but the element, over the whole window.
 *
 * @param script the name of the bundle
 * @param frameAncestors the origins that may show it in a frame
 * @param demo whether to show those who have nothing yet how to try a server on their own machine
 */
record Page(String script, List<String> frameAncestors, boolean demo) {

    /** What has to be there before any script is, so that nothing jumps. */
    private static final String STYLE = "html{color-scheme:light dark;background:light-dark(#f7f7f5,#141413)}"
            + "body{margin:0;font:16px/1.5 system-ui,sans-serif}"
            + "mcp-connectors{display:block;min-height:100vh;min-height:100dvh}"
            + "noscript{display:block;padding:2rem}";

    /** Addresses are relative, since a gateway may put something before them. */
    String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Apps &amp; tools</title>
                <link rel="icon" href="data:,">
                <style>%s</style>
                <script type="module" src="assets/%s"></script>
                </head>
                <body>
                <mcp-connectors routing="hash"%s></mcp-connectors>
                <noscript>These screens are made by JavaScript, which is switched off in this browser.</noscript>
                </body>
                </html>
                """.formatted(STYLE, script, demo ? " demo" : "");
    }

    /** The least a browser has to be allowed to show it. Frames of other origins, styles and scripts in the text: none. */
    String contentSecurityPolicy() {
        return "default-src 'none'; script-src 'self'; style-src 'sha256-" + sha256(STYLE)
                + "'; img-src 'self' data:; media-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "trusted-types lit-html; require-trusted-types-for 'script'; frame-ancestors "
                + (frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors));
    }

    /** A module of a name that stays, for pages that embed the element: it leads to the one that is named by its content. */
    String loader() {
        return "export * from './assets/" + script + "';\n";
    }

    /** What a text is known by, to browsers that have it and to the policy that allows it. */
    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
