package io.schemaagent.connectors.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.schemaagent.connectors.mcp.NodeServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Chromium of this machine without a window, driven by Playwright. Nothing but this machine is within its reach: names
 * under {@value #HERE} lead here, whatever they are, and all others nowhere.
 *
 * <p>Playwright's part in Java is a library; the other part is its npm package, which is installed under the name {@code
 * package} since it is looked for there. What both bring by themselves, a Node.js and browsers, is neither loaded nor needed.
 */
public final class Chromium implements AutoCloseable {

    /** One site of as many hosts as a test wants (RFC 6761, section 6.2). */
    public static final String HERE = "example.test";

    /** Ten times what a slow machine takes. */
    static final double PATIENCE_MILLIS = 60_000;

    private static final String NODE = "node";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; fails where there is none. See {@link NeedsChromium}. */
    public static Chromium start() {
        Path executable = Executable.find(System.getenv()).orElseThrow(() -> new AssertionError(Executable.NEEDED));
        // Read by Playwright, which otherwise looks for a driver in a library of 190 MB.
        System.setProperty(
                "playwright.cli.dir",
                NodeServers.home().resolve("node_modules").toAbsolutePath().toString());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright =
                Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", NODE)));
        try {
            return new Chromium(playwright, playwright.chromium().launch(options(executable)));
        } catch (RuntimeException | Error failure) {
            playwright.close();
            throw failure;
        }
    }

    private static LaunchOptions options(Path executable) {
        return new LaunchOptions()
                .setExecutablePath(executable)
                .setHeadless(true)
                // Root, as whom tests may run in containers, has no sandbox.
                .setChromiumSandbox(false)
                .setArgs(List.of(
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--host-resolver-rules=MAP *." + HERE + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"));
    }

    /** Somebody with a browser of their own: no cookies and nothing stored yet. */
    public Visitor visitor() {
        return new Visitor(browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true)));
    }

    @Override
    public void close() {
        // With all that it has started.
        playwright.close();
    }
}
