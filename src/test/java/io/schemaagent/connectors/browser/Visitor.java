package io.schemaagent.connectors.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Cookie;
import io.schemaagent.connectors.secrecy.Calls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a browser of their own, of one page. Secrets in calls of the service are known to the search for leaks, and
 * all that pages ask for is remembered. Not for several threads.
 */
public final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<Asked> asked = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();

    /** What a page loaded besides itself. */
    private record Asked(String page, String url) {}

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(Chromium.PATIENCE_MILLIS);
        context.onRequest(this::remember);
        page = context.newPage();
        page.onFrameNavigated(frame -> opened.add(frame.url()));
    }

    private void remember(Request request) {
        if (request.url().contains("/api/")) {
            Calls.sent(URI.create(request.url()), request.headers().get("authorization"), request.postData());
        }
        // Where it leads elsewhere, the frame is that of the page before, or none yet.
        if (!request.isNavigationRequest()) {
            asked.add(new Asked(request.frame().url(), request.url()));
        }
    }

    /** What is seen and done. */
    public Page page() {
        return page;
    }

    /** The addresses of all pages that were shown, in order; of those on the way by redirects none. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    /** What pages of this origin have loaded: scripts, styles, pictures, fonts, calls. Not where they led. */
    public List<String> askedBy(String origin) {
        return asked.stream()
                .filter(one -> one.page().startsWith(origin + "/"))
                .map(Asked::url)
                .toList();
    }

    /** All cookies, whoever can see them. */
    public List<Cookie> cookies() {
        return context.cookies();
    }

    @Override
    public void close() {
        context.close();
    }
}
