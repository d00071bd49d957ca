package io.schemaagent.connectors.oauth;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets an authorization be finished only by the browser that began it, where the operator wants that (RFC 6749, section
 * 10.12; RFC 9700, section 4.7). Whoever begins one and has somebody else sign in gets nothing.
 */
@ApplicationScoped
class BrowserBinding {

    private final OAuthConfig config;
    private final RedirectPages pages;
    private final BrowserCookies cookies;
    private final RoutingContext exchange;

    /** The exchange is that of the request at hand. */
    BrowserBinding(OAuthConfig config, RedirectPages pages, PublicUrl publicUrl, RoutingContext exchange) {
        this.config = config;
        this.pages = pages;
        this.cookies = new BrowserCookies(publicUrl.isTls(), FlowStore.LIFE);
        this.exchange = exchange;
    }

    /** Whether the browser has to be known again. A page of a UI is known by its user's token. */
    boolean isWantedFor(Flow flow) {
        return config.bindBrowser() && pages.leadHere(flow.redirects());
    }

    /** Has the browser keep a secret to come back with. */
    void give(String secret) {
        exchange.response().addCookie(cookies.with(secret));
    }

    /** Whether a flow is that of the browser which is here now, or anybody's. What the browser has kept for it goes. */
    boolean isThatOf(Flow flow) {
        return flow.browser().map(this::takeBack).orElse(true);
    }

    private boolean takeBack(String digest) {
        // In this order: Vert.x keeps those of the request and those of the answer in one place.
        boolean held = cookies.hold(exchange.request().cookies(), digest);
        exchange.response().addCookie(cookies.gone(digest));
        return held;
    }
}
