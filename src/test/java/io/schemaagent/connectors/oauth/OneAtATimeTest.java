package io.schemaagent.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    private final OneAtATime<String> work = new OneAtATime<>();
    private final List<UniEmitter<? super String>> begun = new ArrayList<>();

    private UniAssertSubscriber<String> run(String name) {
        return work.run(name, () -> Uni.createFrom().emitter(begun::add))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void isDoneOnceForAllWhoWantItMeanwhile() {
        UniAssertSubscriber<String> first = run("a");
        UniAssertSubscriber<String> second = run("a");
        assertThat(begun).hasSize(1);

        begun.get(0).complete("done");

        first.assertItem("done");
        second.assertItem("done");
    }

    @Test
    void isDoneAgainForWhoComesLater() {
        run("a");
        begun.get(0).complete("done");

        UniAssertSubscriber<String> later = run("a");

        later.assertNotTerminated();
        assertThat(begun).hasSize(2);
    }

    @Test
    void isDoneAgainAfterAFailure() {
        UniAssertSubscriber<String> first = run("a");
        begun.get(0).fail(new IllegalStateException());

        first.assertFailedWith(IllegalStateException.class);
        run("a").assertNotTerminated();
        assertThat(begun).hasSize(2);
    }

    @Test
    void isFinishedAlthoughAllHaveGone() {
        List<String> ended = new ArrayList<>();
        UniAssertSubscriber<String> first = work.run("a", () -> Uni.createFrom()
                        .<String>emitter(begun::add)
                        .onItem()
                        .invoke(ended::add))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<String> second = run("a");

        first.cancel();
        second.cancel();
        UniAssertSubscriber<String> third = run("a");
        begun.get(0).complete("done");

        assertThat(begun).hasSize(1);
        assertThat(ended).containsExactly("done");
        third.assertItem("done");
    }

    @Test
    void keepsWorkOfDifferentNamesApart() {
        run("a");
        run("b");

        assertThat(begun).hasSize(2);
    }
}
