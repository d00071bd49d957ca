package io.schemaagent.connectors.ui;

import io.quarkiverse.web.bundler.runtime.Bundle;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The page, the script for other pages, and the bundle that both load. */
@ApplicationScoped
class UiRoutes {

    private static final String BUNDLE = "app.js";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";

    private final Page page;
    private final boolean enabled;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    UiRoutes(UiConfig config, Bundle.Mapping bundle) {
        String address = bundle.get(BUNDLE);
        this.page = new Page(
                address.substring(address.lastIndexOf('/') + 1),
                config.frameAncestors().orElse(List.of()),
                LaunchMode.current() == LaunchMode.DEVELOPMENT);
        this.enabled = config.enabled();
    }

    void register(@Observes Router router) {
        if (!enabled) {
            // The bundle is a static file as well: led to where nothing is.
            router.route("/ui/assets/*").handler(context -> context.reroute("/ui"));
            return;
        }
        read(router, "/ui").handler(this::redirectToPage);
        read(router, "/ui/mcp-connectors.js").handler(this::sendLoader);
        read(router, "/ui/assets/:name").handler(this::sendScript);
    }

    private static Route read(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /** A route's path may or may not end in a slash, but relative addresses need it. */
    private void redirectToPage(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            sendPage(context);
        } else {
            context.response()
                    .setStatusCode(308)
                    .putHeader(HttpHeaders.LOCATION, "ui/")
                    .end();
        }
    }

    private void sendPage(RoutingContext context) {
        HttpServerResponse response = context.response();
        harden(response)
                .putHeader("Content-Security-Policy", page.contentSecurityPolicy())
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .putHeader(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8");
        sendUnlessKnown(context, page.html());
    }

    private void sendLoader(RoutingContext context) {
        forOtherPages(context.response())
                .putHeader(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME)
                .putHeader(HttpHeaders.CONTENT_TYPE, JAVASCRIPT);
        sendUnlessKnown(context, page.loader());
    }

    private void sendScript(RoutingContext context) {
        String name = context.pathParam("name");
        // Only names that exist are kept, of which there are few.
        Script script =
                scripts.computeIfAbsent(name, missing -> Script.find(missing).orElse(null));
        if (script == null) {
            sendAsDeveloped(context);
        } else {
            send(context, script);
        }
    }

    private void send(RoutingContext context, Script script) {
        String accepted = Optional.ofNullable(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        HttpServerResponse response = forOtherPages(context.response())
                .putHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .putHeader(HttpHeaders.CONTENT_TYPE, JAVASCRIPT)
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (accepted.contains("gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(script.packed());
        } else {
            response.end(script.plain());
        }
    }

    /** In development files change under their names, and come from where the bundler has put them. */
    private static void sendAsDeveloped(RoutingContext context) {
        context.addHeadersEndHandler(
                nothing -> forOtherPages(context.response()).putHeader(HttpHeaders.CACHE_CONTROL, ASK_EACH_TIME));
        context.next();
    }

    private static void sendUnlessKnown(RoutingContext context, String text) {
        String tag = "\"" + Page.sha256(text) + "\"";
        context.response().putHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().end(text);
        }
    }

    /** Browsers let a page of another origin have a module only where it says so; there is nothing secret in it. */
    private static HttpServerResponse forOtherPages(HttpServerResponse response) {
        return harden(response)
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    private static HttpServerResponse harden(HttpServerResponse response) {
        return response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer");
    }
}
