package io.schemaagent.connectors.quickstart;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** What a gateway does in production: pages of our own are signed in, here as the user "demo". */
@IfBuildProfile("dev")
@ApplicationScoped
class DemoGateway {

    private static final int BEFORE_AUTHENTICATION = 90_000;
    /** Another name may be one that somebody has pointed at this machine, to have his page taken for ours. */
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final DemoToken token;

    DemoGateway(DemoToken token) {
        this.token = token;
    }

    void registerFilter(@Observes Filters filters) {
        filters.register(this::signIn, BEFORE_AUTHENTICATION);
    }

    void registerHome(@Observes Router router) {
        router.get("/").handler(context -> context.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, "/ui/")
                .end());
    }

    private void signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.headers().contains(HttpHeaders.AUTHORIZATION) && comesFromOurPage(request)) {
            request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
        }
        context.next();
    }

    /** Browsers say it of each request, and let no page say otherwise. */
    private static boolean comesFromOurPage(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
                && asked != null
                && THIS_MACHINE.contains(asked.host());
    }
}
