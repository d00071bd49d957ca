package io.schemaagent.connectors.secrecy;

import java.net.URI;
import java.util.regex.Pattern;

/** What tests send to the service, and its answers. */
public final class Calls {

    /** Both begin an authorization, so their answers carry what the browser has to bring along. */
    private static final Pattern BEGINS_AUTHORIZATION = Pattern.compile("/api/(oauth/initiate|(?:[^/]+/)+connect)/?");

    private static final Pattern MEANT_FOR_CALLER =
            Pattern.compile("(\"(?:state|authorization_url|oauth_url)\"\\s*:\\s*\")[^\"]*");

    /** The cookie by which the browser is known again is meant for it as well. */
    private static final Pattern MEANT_FOR_BROWSER = Pattern.compile("(?i)(set-cookie\\s*[=:][^=\\n]*=)[^;\\n]*");

    private Calls() {}

    /** Adds what is secret in a request; null stands for no such header, and for no body. */
    public static void sent(URI address, String authorization, String body) {
        RequestSecrets.addTo(KnownSecrets.ofThisRun(), address, authorization, body);
    }

    /** Keeps an answer as evidence, but for what is meant for whoever gets it. */
    public static void answered(URI address, String head, String body) {
        // Without the query, which is what the test sent and not what the service showed.
        String path = String.valueOf(address.getPath());
        Evidence.ofThisRun()
                .add(Evidence.ANSWERS, path + "\n" + headEvidence(path, head) + "\n" + evidence(path, body));
    }

    static String headEvidence(String path, String head) {
        return BEGINS_AUTHORIZATION.matcher(path).matches()
                ? MEANT_FOR_BROWSER.matcher(head).replaceAll("$1")
                : head;
    }

    static String evidence(String path, String body) {
        return BEGINS_AUTHORIZATION.matcher(path).matches()
                ? MEANT_FOR_CALLER.matcher(body).replaceAll("$1")
                : body;
    }
}
