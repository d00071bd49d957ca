package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.NeedsChromium;
import io.schemaagent.connectors.mcp.FakeMcpServer;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer;
import io.schemaagent.connectors.oauth.FakeAuthorizationServer.Endpoint;
import io.schemaagent.connectors.oauth.ProtectedMcpServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator offers: users connect it by signing in, and are told what came of it, all in a real browser. */
@NeedsChromium
@QuarkusTest
@TestProfile(WithOffers.class)
class DirectoryTest {

    private static FakeAuthorizationServer authorization;
    private static ProtectedMcpServer tracker;
    private static ProtectedMcpServer calendar;

    private final Owner owner = Owner.somebody();
    private Screens screens;

    @BeforeAll
    static void start() {
        authorization = FakeAuthorizationServer.start();
        tracker = aServerAt(WithOffers.portOfTracker(), "search");
        calendar = aServerAt(WithOffers.portOfCalendar(), "find_time");
    }

    private static ProtectedMcpServer aServerAt(int port, String tool) {
        return ProtectedMcpServer.protect(
                FakeMcpServer.startAt(port).withTools(tool), authorization.issuer(), authorization::find);
    }

    @AfterAll
    static void stop() {
        calendar.close();
        tracker.close();
        authorization.close();
    }

    @BeforeEach
    void arrive(Chromium chromium) {
        authorization.answersNormally();
        authorization.forgetRequests();
        screens = Screens.of(chromium, owner);
    }

    @AfterEach
    void leave() {
        screens.close();
    }

    private Page page() {
        return screens.page();
    }

    private void openDirectory() {
        screens.open("directory").settle();
    }

    private void connect() {
        openDirectory();
        screens.button("Connect Tracker").click();
        screens.continueToSignIn();
    }

    /** Comes back with these parameters, as if by way of the service. */
    private void comeBackWith(String parameters) {
        page().navigate(Screens.origin() + "/ui/?" + parameters);
    }

    private void assertNothingIsInTheAddress() {
        assertThat(page()).hasURL(Screens.origin() + "/ui/#/callback");
        assertThat(page().evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void isForEverybody(Look look) {
        openDirectory();

        screens.sees("by Tracker Ltd.");
        screens.areForEverybody("directory", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void asksEverybodyForPermission(Look look) {
        openDirectory();
        screens.button("Connect Tracker").click();

        assertThat(screens.button("Continue to sign-in")).isEnabled();
        screens.areForEverybody("permission", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void tellsEverybodyThatItWorked(Look look) {
        connect();

        screens.sees("Tracker is connected");
        screens.areForEverybody("callback-success", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void tellsEverybodyWhatWentWrong(Look look) {
        comeBackWith("error=access_denied&id=tracker");

        screens.sees("You have not permitted it");
        screens.areForEverybody("callback-error", look);
    }

    @Test
    void saysWhatIsSharedAndWhereOneSignsInBeforeOneLeaves() {
        openDirectory();

        screens.button("Connect Tracker").click();

        assertThat(page().locator("mcp-permission")).containsText("Search issues");
        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + WithOffers.portOfTracker());
        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + authorization.port());
        screens.button("Cancel").click();
        assertThat(screens.button("Connect Tracker")).isFocused();
        assertThat(owner.connectors()).isEmpty();
    }

    @Test
    void connectsAnOffer() {
        connect();

        screens.sees("Tracker is connected");
        assertNothingIsInTheAddress();
        assertThat(owner.connectors()).containsExactly("Tracker");
        screens.assertNothingComplained();
        page().getByText("Go to settings").click();
        assertThat(page()).hasURL(Pattern.compile(".*#/connectors/[0-9]+"));
    }

    @Test
    void saysTheSameBeforeOneSignsInToAServerOfOnesOwn() {
        screens.open("connectors/new");
        screens.field("Server URL").fill(tracker.url());
        screens.field("Name").fill("My tracker");
        page().getByText("You sign in at the provider.").click();

        screens.button("Sign in and save").click();

        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + WithOffers.portOfTracker());
        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + authorization.port());
        screens.button("Cancel").click();
        assertThat(screens.field("Name")).hasValue("My tracker");
        assertThat(owner.connectors()).isEmpty();
        screens.button("Sign in and save").click();
        screens.continueToSignIn();
        screens.sees("My tracker is connected");
        assertThat(owner.connectors()).containsExactly("My tracker");
    }

    @Test
    void saysTheSameBeforeOneSignsInAgain() {
        connect();
        screens.sees("Tracker is connected");
        int id = owner.calls().get("/api/connectors").path("[0].id");
        authorization.revokesEverything();
        owner.verifies(id);

        screens.open("connectors/" + id).settle();
        screens.button("Sign in again").click();

        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + authorization.port());
        screens.continueToSignIn();
        screens.sees("Tracker is connected");
        assertThat(owner.calls().get("/api/connectors/" + id).<String>path("status"))
                .isEqualTo("ok");
    }

    @Test
    void removesWhatCameOfAnOffer() {
        connect();
        screens.sees("Tracker is connected");
        openDirectory();

        screens.button("Disconnect Tracker").click();
        screens.button("Disconnect").click();

        screens.sees("Tracker is disconnected.");
        assertThat(screens.button("Connect Tracker")).isVisible();
        assertThat(owner.connectors()).isEmpty();
    }

    @Test
    void staysAtAnOfferThatCouldNotBeDisconnected() {
        connect();
        screens.sees("Tracker is connected");
        openDirectory();
        page().route("**/disconnect/**", route -> route.abort());

        screens.button("Disconnect Tracker").press("Enter");
        screens.button("Disconnect").press("Enter");

        assertThat(page().locator("mcp-toasts").getByRole(AriaRole.ALERT)).containsText("cannot be reached");
        assertThat(screens.button("Disconnect Tracker")).isFocused();
        assertThat(owner.connectors()).containsExactly("Tracker");
    }

    @Test
    void leadsBackToWhereItBeganToTryAgain() {
        authorization.deniesAccess();
        connect();
        screens.sees("You have not permitted it");
        assertNothingIsInTheAddress();

        page().getByText("Try again").click();

        assertThat(screens.button("Connect Tracker")).isVisible();
    }

    @Test
    void triesAgainToFindWhereToSignIn() {
        openDirectory();
        page().route("**/api/oauth/initiate", route -> route.abort());
        screens.button("Connect Tracker").click();
        assertThat(page().getByRole(AriaRole.ALERT)).containsText("cannot be reached");
        assertThat(screens.button("Continue to sign-in")).hasCount(0);
        page().unroute("**/api/oauth/initiate");

        screens.button("Try again").click();

        assertThat(screens.button("Continue to sign-in")).isEnabled();
    }

    @Test
    void letsThePageAroundItSendUsersThere() {
        openDirectory();
        page().evaluate("document.querySelector('mcp-connectors').addEventListener('authorization-started',"
                + " (event) => { event.preventDefault(); window.wanted = event.detail.url; })");
        screens.button("Connect Tracker").click();

        screens.continueToSignIn();

        page().waitForFunction("window.wanted");
        assertThat((String) page().evaluate("window.wanted")).startsWith(authorization.issuer());
        assertThat(page()).hasURL(Screens.origin() + "/ui/#/directory");
    }

    @Test
    void believesNoAddressThatSaysItWorked() {
        comeBackWith("status=success&id=tracker");

        screens.sees("Not sure whether that worked");
        assertNothingIsInTheAddress();
    }

    @Test
    void saysNothingThatIsOnlyInAnAddress() {
        comeBackWith("error=Call+0900+1234+now&id=tracker");

        screens.sees("The sign-in has failed");
        assertThat(page().getByText("0900")).hasCount(0);
        assertNothingIsInTheAddress();
    }

    @Test
    void hasNothingToSayToWhoComesByThemselves() {
        screens.open("callback");

        screens.sees("Nothing to finish here");
    }

    @Test
    void leadsToTheChatWhereThePageHasOne() {
        page().addInitScript("addEventListener('DOMContentLoaded', () =>"
                + " document.querySelector('mcp-connectors').setAttribute('chat-url', '/ui/?chat'))");
        connect();
        screens.sees("Tracker is connected");

        screens.button("Start chat").click();

        assertThat(page()).hasURL(Screens.origin() + "/ui/?chat");
    }

    @Test
    void loadsNoLogoFromElsewhere() {
        openDirectory();

        screens.sees("Tracker Ltd.");
        assertThat(page().locator("img")).hasCount(0);
        screens.assertNothingComplained();
    }

    private void beginToConnectTheCalendar() {
        screens.open("").settle();
        screens.button("Connect Calendar").click();
        assertThat(screens.button("Continue to sign-in")).isEnabled();
    }

    private boolean isTheCalendarConnected() {
        return owner.calls().get("/api/tools/calendar").jsonPath().getBoolean("is_connected");
    }

    @Test
    void connectsASystemToolThatOneSignsInTo() {
        authorization.asksTheUser();
        beginToConnectTheCalendar();
        assertThat(page().locator("mcp-permission")).containsText("Finds time that everybody has");
        assertThat(page().locator("mcp-permission")).containsText("127.0.0.1:" + authorization.port());

        screens.continueToSignIn();
        assertThat(page()).hasTitle("Sign in");
        assertThat(page().url()).startsWith(authorization.issuer());
        screens.button("Continue").click();

        screens.sees("Calendar is connected");
        assertNothingIsInTheAddress();
        assertThat(isTheCalendarConnected()).isTrue();
        screens.open("").settle();
        assertThat(screens.button("Disconnect Calendar")).isVisible();
        screens.open("playground").settle();
        screens.sees("find_time");
    }

    @Test
    void leavesASystemToolAsItWasWhereOneCancels() {
        beginToConnectTheCalendar();

        screens.button("Cancel").click();

        assertThat(screens.button("Connect Calendar")).isFocused();
        assertThat(page()).hasURL(Screens.origin() + "/ui/#/");
        assertThat(authorization.requests(Endpoint.AUTHORIZE)).isEmpty();
        assertThat(isTheCalendarConnected()).isFalse();
    }

    @Test
    void leadsBackToAppsAndToolsWhereASystemToolWasNotPermitted() {
        authorization.deniesAccess();
        beginToConnectTheCalendar();
        screens.continueToSignIn();
        screens.sees("You have not permitted it");

        page().getByText("Try again").click();

        assertThat(screens.button("Connect Calendar")).isVisible();
        assertThat(isTheCalendarConnected()).isFalse();
    }

    @Test
    void disconnectsASystemToolThatOneHasSignedInTo() {
        beginToConnectTheCalendar();
        screens.continueToSignIn();
        screens.sees("Calendar is connected");
        screens.open("").settle();

        screens.button("Disconnect Calendar").click();
        screens.button("Disconnect").click();

        assertThat(screens.button("Connect Calendar")).isVisible();
        assertThat(isTheCalendarConnected()).isFalse();
        assertThat(authorization.requests(Endpoint.REVOKE)).isNotEmpty();
    }
}
