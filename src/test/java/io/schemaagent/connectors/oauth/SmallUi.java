package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.LoopbackServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A UI of one page, as small as one can be that lets a user sign in to a server, for somebody with a real browser. */
final class SmallUi implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html>
            <title>Connectors</title>
            <form>
              <label>Server <input name="server"></label>
              <button>Connect</button>
            </form>
            <p role="status"></p>
            <script>
              const call = async (path, options) => {
                const answer = await fetch("%1$s" + path, {
                  credentials: "%3$s",
                  headers: { Authorization: "Bearer %2$s", "Content-Type": "application/json" },
                  ...options,
                });
                return answer.json();
              };
              const say = (text) => (document.querySelector("[role=status]").textContent = text);

              document.querySelector("form").onsubmit = async (event) => {
                event.preventDefault();
                const begun = await call("/api/oauth/initiate", {
                  method: "POST",
                  body: JSON.stringify({
                    connector: { name: "Tracker", server_url: event.target.server.value },
                    redirect_uri: location.origin + location.pathname,
                  }),
                });
                if (!begun.authorization_url) say(begun.detail);
                else location.href = begun.authorization_url;
              };

              const back = new URLSearchParams(location.search);
              if (back.has("error")) say("Not connected: " + back.get("error"));
              if (back.get("status") === "success") {
                call("/api/oauth/status/" + back.get("connector_id")).then((status) =>
                  say(status.connected ? status.connector_name + " is connected" : "Not connected"),
                );
              }
            </script>
            """;

    private final LoopbackServer http;
    private final String page;
    private final List<String> referrers = new CopyOnWriteArrayList<>();

    private SmallUi(String page, KeyCertOptions certificate) {
        this.page = page;
        this.http = new LoopbackServer(Optional.of(certificate), this::answer);
    }

    /**
     * One at this port, in which somebody is logged in.
     *
     * @param service the service's origin
     * @param token who is logged in
     * @param credentials whether its calls are with cookies, in the words of fetch: {@code include} or {@code omit}
     */
    static SmallUi start(int port, KeyCertOptions certificate, String service, String token, String credentials) {
        SmallUi ui = new SmallUi(PAGE.formatted(service, token, credentials), certificate);
        ui.http.listenAt(port);
        return ui;
    }

    private void answer(HttpServerRequest request) {
        Optional.ofNullable(request.getHeader("Referer")).ifPresent(referrers::add);
        request.response().putHeader("Content-Type", "text/html").end(page);
    }

    /** Which pages its visitors were said to come from. */
    List<String> referrers() {
        return List.copyOf(referrers);
    }

    @Override
    public void close() {
        http.die();
    }
}
