package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.schemaagent.connectors.Eventually;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users see of what was done. */
@NeedsChromium
@QuarkusTest
class ActivityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Owner owner = Owner.somebody();
    private FakeMcpServer server;
    private Screens screens;

    @BeforeEach
    void arrive(Chromium chromium) {
        server = FakeMcpServer.start().withTools("search");
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
        server.close();
    }

    private int aConnector(String name) {
        return owner.saves(name, server.url());
    }

    private void switched(int id, boolean on) {
        owner.calls()
                .body(Map.of("is_active", on))
                .post("/api/connectors/" + id + "/toggle")
                .then()
                .statusCode(200);
    }

    /** What changes nothing is written a second later. */
    private void aCallThatFailed(String slug) {
        server.answersCallsWith("{\"content\": [], \"isError\": true}");
        owner.calls()
                .body("{\"arguments\": {\"text\": \"crash\"}}")
                .post("/api/agent/tools/" + slug + "__search/call")
                .then()
                .statusCode(200);
        Eventually.holds(
                "it is written",
                PATIENCE,
                () -> owner.calls()
                                .get("/api/audit?action=tool.called")
                                .jsonPath()
                                .getList("events")
                                .size()
                        == 1);
    }

    private Locator rows() {
        return screens.page()
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(screens.page().locator("time")));
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void isForEverybody(Look look) {
        switched(aConnector("Wiki"), false);
        switched(aConnector("Issue Tracker"), true);
        aCallThatFailed("issue-tracker");

        screens.open("activity").settle();

        screens.sees("Tool called: search");
        screens.areForEverybody("activity", look);
    }

    @Test
    void saysWhenWhatHowLongAndHowItEnded() {
        aConnector("Wiki");
        aCallThatFailed("wiki");

        screens.open("activity").settle();

        screens.sees("Today");
        Locator newest = rows().first();
        assertThat(newest).containsText("Tool called: search");
        assertThat(newest).containsText("TOOL_ERROR");
        assertThat(newest).containsText(Pattern.compile("Wiki · took [0-9]+ ms"));
        assertThat(newest.locator("time")).hasText("just now");
        assertThat(newest.locator("time")).hasAttribute("datetime", Pattern.compile("20.+Z"));
        assertThat(newest.locator("time")).hasAttribute("title", Pattern.compile(".+day, .+ at .+"));
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        int wiki = aConnector("Wiki");
        aConnector("Issue Tracker");
        switched(wiki, false);
        screens.open("activity").settle();
        assertThat(rows()).hasCount(3);

        screens.field("Connector").selectOption("Wiki");
        assertThat(rows()).hasCount(2);
        screens.field("What").selectOption("Connector switched");
        assertThat(rows()).hasCount(1);
        assertThat(rows()).containsText("off");
        screens.field("What").selectOption("Connector deleted");

        screens.sees("Nothing of this kind");
    }

    @Test
    void loadsMoreUntilThatIsAll() {
        int wiki = aConnector("Wiki");
        for (int i = 0; i < 51; i++) {
            switched(wiki, i % 2 == 1);
        }
        screens.open("activity").settle();
        assertThat(rows()).hasCount(50);

        screens.button("Load more").click();

        screens.sees("That is all.");
        assertThat(rows()).hasCount(52);
        assertThat(rows().last()).containsText("Connector added: Wiki");
    }

    @Test
    void showsNothingOfOthers(Chromium chromium) {
        aConnector("Wiki");
        screens.close();
        screens = Screens.of(chromium, Owner.somebody());

        screens.open("activity").settle();

        screens.sees("Nothing yet");
    }
}
