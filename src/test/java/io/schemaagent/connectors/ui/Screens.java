package io.schemaagent.connectors.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.restassured.RestAssured;
import io.schemaagent.connectors.browser.Chromium;
import io.schemaagent.connectors.browser.Visitor;
import io.schemaagent.connectors.mcp.NodeServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody at our screens, behind a gateway that signs them in; with what every screen has to be measured by. */
final class Screens implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Of what moved, the part of the window times the way; 0.1 still counts as good on the web. */
    private static final double NOTICEABLE_SHIFT = 0.01;

    private final Visitor visitor;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Screens(Visitor visitor) {
        this.visitor = visitor;
        this.page = visitor.page();
        // Only what stands still can be measured.
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** Signed in by the gateway. */
    static Screens of(Chromium chromium, Owner owner) {
        Screens screens = new Screens(chromium.visitor());
        screens.page.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + owner.token()));
        return screens;
    }

    /** Whom nobody has signed in. */
    static Screens ofNobody(Chromium chromium) {
        return new Screens(chromium.visitor());
    }

    static String origin() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    /** Opens the page at this screen, such as {@code connectors/new}, and waits for its heading. */
    Screens open(String path) {
        page.navigate(origin() + "/ui/#/" + path);
        assertThat(page.locator("h1").first()).isVisible();
        return this;
    }

    Page page() {
        return page;
    }

    Visitor visitor() {
        return visitor;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator switchOf(String label) {
        return page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(label));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Agrees, in the dialog that names where one signs in, to go there. */
    void continueToSignIn() {
        assertThat(button("Continue to sign-in")).isEnabled();
        button("Continue to sign-in").click();
    }

    /** How far a test of a connection is with a step of it, such as {@code List the tools: done}. */
    Locator step(String state) {
        return page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(state));
    }

    void sees(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    /** Waits until nothing is being loaded any more. */
    Screens settle() {
        assertThat(page.locator("mcp-skeleton")).hasCount(0);
        return this;
    }

    /** Nobody is kept out (WCAG 2.2 A and AA, as far as axe-core can tell), nothing sticks out, nothing complained. */
    void areForEverybody(String name, Look look) {
        look.applyTo(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + look.label() + ".png"))
                .setFullPage(true));
        page.evaluate(axe());
        Object violations = page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'],
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
                    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html + ' ' + node.any
                        .map((check) => check.message)).join(' ')}`)""");
        assertThat((List<?>) violations).as("%s, %s", name, look).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("%s fits, %s", name, look)
                .isEqualTo(true);
        assertNothingComplained();
    }

    /** Of what was shown, nothing has moved by itself since (Cumulative Layout Shift). */
    void assertNothingJumped() {
        Object shift = page.evaluate("""
                () => new Promise((resolve) => {
                  let sum = 0;
                  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value)))
                    .observe({ type: 'layout-shift', buffered: true });
                  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
                })""");
        assertThat(((Number) shift).doubleValue()).as("layout shift").isLessThan(NOTICEABLE_SHIFT);
    }

    /** Neither a script failed nor the policy of the page was violated. */
    void assertNothingComplained() {
        assertThat(complaints).isEmpty();
    }

    private static String axe() {
        try {
            return Files.readString(NodeServers.home().resolve("node_modules/axe-core/axe.min.js"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        visitor.close();
    }
}
