package io.schemaagent.connectors.oauth;

import io.schemaagent.connectors.oauth.Completion.Response;
import io.schemaagent.connectors.oauth.FlowStore.Taken;
import io.schemaagent.connectors.oauth.server.AuthorizationException;
import io.schemaagent.connectors.oauth.server.Form;
import io.schemaagent.connectors.problem.DatabaseFailures;
import io.schemaagent.connectors.problem.Problem;
import io.schemaagent.connectors.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes users that come back from an authorization server, and sends browsers on to the UI's page. */
@ApplicationScoped
class Arrival {

    private static final Logger LOG = Logger.getLogger(Arrival.class);

    private static final int MAX_STATE_LENGTH = 100;

    private final Connectables features;
    private final FlowStore flows;
    private final Completion completion;
    private final RedirectPages pages;
    private final BrowserBinding browser;

    Arrival(
            Connectables features,
            FlowStore flows,
            Completion completion,
            RedirectPages pages,
            BrowserBinding browser) {
        this.features = features;
        this.flows = flows;
        this.completion = completion;
        this.pages = pages;
        this.browser = browser;
    }

    /** Where a browser goes next. Nothing in the address is secret: {@code status} with {@code connector_id}, or {@code error}. */
    Uni<URI> ofBrowser(String target, String state, Response response) {
        return takeFor(target, state)
                .chain(taken -> taken.map(
                                begun -> isExpectedHere(begun) ? finish(begun.flow(), response) : refuse(begun))
                        .orElseGet(() -> Uni.createFrom().item(this::withoutFlow)))
                .onFailure(DatabaseFailures::isUnavailable)
                .recoverWithItem(failure -> at(pages.returnPage(), error(word(failure))));
    }

    /** A flow that has come to the wrong place, or by the wrong browser, is used up: somebody else knows its state. */
    private boolean isExpectedHere(Taken taken) {
        if (taken.late()) {
            return false;
        }
        if (!pages.leadHere(taken.flow().redirects())) {
            LOG.warn("An authorization was refused: it came to the callback instead of the UI's page");
            return false;
        }
        if (!browser.isThatOf(taken.flow())) {
            LOG.warn(
                    "An authorization was refused: it came back by a browser without the cookie of the one that began it"
                            + " (connectors.oauth.bind-browser)");
            return false;
        }
        return true;
    }

    /** What nobody signs in to has no flow, whatever characters it is made of. */
    private Uni<Optional<Taken>> takeFor(String target, String state) {
        return features.targets().anyMatch(target::equals)
                ? take(state, known -> flows.take(known, target))
                : Uni.createFrom().item(Optional.empty());
    }

    /** What came of it, for a UI that has taken the code itself; only the caller's own. */
    Uni<Connected> ofOwner(String owner, String state, Response response) {
        return take(state, known -> flows.takeOwn(known, owner))
                .map(taken -> taken.orElseThrow(AuthorizationProblems::invalidState))
                .chain(taken -> taken.late()
                        ? refuse(taken).chain(() -> Uni.createFrom().failure(AuthorizationProblems.invalidState()))
                        : completion.finish(taken.flow(), response))
                .onFailure(AuthorizationException.class)
                .transform(AuthorizationProblems::of);
    }

    private static Uni<Optional<Taken>> take(String state, Function<String, Uni<Optional<Taken>>> known) {
        return state == null || state.length() > MAX_STATE_LENGTH
                ? Uni.createFrom().item(Optional.empty())
                : known.apply(state);
    }

    private Uni<URI> finish(Flow flow, Response response) {
        URI page = flow.redirects().returnTo();
        return completion
                .finish(flow, response)
                .map(connected -> at(page, success(flow, connected)))
                .onFailure()
                .recoverWithItem(failure -> at(page, failure(flow, word(failure))));
    }

    /** Nobody hears whose it was but its owner, in the trail. */
    private Uni<URI> refuse(Taken taken) {
        return completion
                .takeDown(taken.flow(), AuthorizationProblems.invalidState())
                .map(done -> withoutFlow());
    }

    private URI withoutFlow() {
        return at(pages.returnPage(), error("invalid_state"));
    }

    private static Form success(Flow flow, Connected connected) {
        return new Form()
                .with("status", "success")
                .with("id", flow.target())
                .with(
                        "connector_id",
                        Optional.ofNullable(connected.connectorId()).map(Object::toString));
    }

    private static Form failure(Flow flow, String error) {
        return error(error).with("id", flow.target());
    }

    private static Form error(String word) {
        return new Form().with("error", word);
    }

    /** One word for the UI to find its own for; details are in the log, or nobody's business. */
    private static String word(Throwable failure) {
        if (failure instanceof AuthorizationException refused) {
            return refused.error().orElse(refused.failure().name().toLowerCase(Locale.ROOT));
        }
        if (failure instanceof Problem problem) {
            return word(problem.code());
        }
        if (DatabaseFailures.isUnavailable(failure)) {
            LOG.errorf("An authorization was not finished, the database is not available: %s", failure.getMessage());
            return word(ProblemCode.DATABASE_UNAVAILABLE);
        }
        LOG.error("An authorization was not finished", failure);
        return "server_error";
    }

    private static String word(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static URI at(URI page, Form parameters) {
        return URI.create(parameters.behind(page.toString()));
    }
}
