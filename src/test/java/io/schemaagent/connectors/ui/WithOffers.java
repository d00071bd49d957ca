package io.schemaagent.connectors.ui;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.schemaagent.connectors.Agreed;
import java.util.Map;

/** The operator offers servers to sign in to, and users come back to our own page, whose address is known beforehand. */
public final class WithOffers implements QuarkusTestProfile {

    /** Where the server of the offer called Tracker has to be. */
    static int portOfTracker() {
        return Agreed.port("ui.tracker");
    }

    /** Where the server of the system tool called Calendar has to be. */
    static int portOfCalendar() {
        return Agreed.port("ui.calendar");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        String ours = "http://127.0.0.1:" + Agreed.port("ui.offers");
        return Map.ofEntries(
                Map.entry("quarkus.http.test-port", Integer.toString(Agreed.port("ui.offers"))),
                Map.entry("connectors.public-url", ours),
                Map.entry("connectors.oauth.return-page", ours + "/ui/"),
                Map.entry("connectors.predefined.notion.enabled", "false"),
                Map.entry("connectors.predefined.tracker.name", "Tracker"),
                Map.entry("connectors.predefined.tracker.description", "Issues of the team, found and written"),
                Map.entry("connectors.predefined.tracker.capabilities", "Search issues,Create issues"),
                Map.entry("connectors.predefined.tracker.developer", "Tracker Ltd."),
                Map.entry("connectors.predefined.tracker.website", "https://tracker.example.com/"),
                Map.entry("connectors.predefined.tracker.privacy-policy", "https://tracker.example.com/privacy"),
                Map.entry("connectors.predefined.tracker.logo", "https://tracker.example.com/logo.png"),
                Map.entry("connectors.predefined.tracker.server-url", mcpAt(portOfTracker())),
                Map.entry("connectors.system-tools.calendar.name", "Calendar"),
                Map.entry("connectors.system-tools.calendar.description", "Finds time that everybody has"),
                Map.entry("connectors.system-tools.calendar.auth-type", "oauth"),
                Map.entry("connectors.system-tools.calendar.server-url", mcpAt(portOfCalendar())));
    }

    private static String mcpAt(int port) {
        return "http://127.0.0.1:" + port + "/mcp";
    }
}
