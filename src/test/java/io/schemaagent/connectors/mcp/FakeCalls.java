package io.schemaagent.connectors.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What a {@link FakeMcpServer} does between a call of a tool and its reply. */
final class FakeCalls {

    /** A request of the server to the client. */
    record Question(String method, String params) {}

    /** How a call's stream is lost before its reply. */
    record Loss(long retryMillis, boolean abruptly) {}

    private final FakeReplies replies;
    private final Runnable signal;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicReference<Loss> nextLoss = new AtomicReference<>();
    private final Map<String, Runnable> waitingForAnswer = new ConcurrentHashMap<>();
    private final Map<String, FakeExchange> resumable = new ConcurrentHashMap<>();
    private final List<JsonNode> answers = new CopyOnWriteArrayList<>();

    private volatile boolean resumes;
    volatile boolean neverResumes;
    volatile boolean inEvents;
    volatile int progress;
    volatile List<String> reports = List.of();
    volatile Question question;
    volatile String result;

    FakeCalls(FakeReplies replies, Runnable signal) {
        this.replies = replies;
        this.signal = signal;
    }

    void answerNormally() {
        nextLoss.set(null);
        resumable.clear();
        waitingForAnswer.clear();
        resumes = false;
        neverResumes = false;
        inEvents = false;
        progress = 0;
        reports = List.of();
        question = null;
        result = null;
    }

    void loseNextStream(Loss loss) {
        resumes = true;
        nextLoss.set(loss);
    }

    /** The JSON of what a call comes to. */
    String resultOf(FakeExchange call) {
        String given = result;
        return given != null
                ? given
                : aResult("called " + call.params().path("name").asText());
    }

    static String aResult(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":%s}],\"isError\":false}".formatted(TextNode.valueOf(text));
    }

    /** Answers a call of the legacy era. */
    void answer(FakeExchange call) {
        Loss loss = call.isPushed() ? null : nextLoss.getAndSet(null);
        if (loss != null) {
            lose(call, loss);
        } else if (question != null) {
            call.inEvents(events -> play(call, events));
        } else {
            answerWithoutQuestion(call, resultOf(call));
        }
    }

    /** Answers a call with this result, whatever else it would ask or lose before. */
    void answerWithoutQuestion(FakeExchange call, String json) {
        if (inEvents) {
            call.inEvents(events -> {
                report(call, events);
                return replies.finish(call, events, FakeReplies.result(json));
            });
        } else {
            replies.reply(call, FakeReplies.result(json));
        }
    }

    private void lose(FakeExchange call, Loss loss) {
        String id = UUID.randomUUID().toString();
        resumable.put(id, call);
        call.inEvents(events -> {
            Future<Void> written = events.write("id: " + id + "\nretry: " + loss.retryMillis() + "\ndata: \n\n");
            return loss.abruptly() ? written.onComplete(sent -> call.breakOff()) : events.end();
        });
    }

    /** Whether a GET may ask for what a lost stream would have carried. */
    boolean resumes() {
        return resumes && !neverResumes;
    }

    /** Streams what the call would have got whose stream was lost after this event. */
    void resume(FakeExchange get) {
        String last = get.header("Last-Event-ID");
        Optional<FakeExchange> call = Optional.ofNullable(last).map(resumable::get);
        if (last == null) {
            get.send(400, null, "");
        } else if (call.isEmpty()) {
            get.send(404, null, "");
        } else {
            get.inEvents(events -> play(call.get(), events));
        }
    }

    private Future<Void> play(FakeExchange call, HttpServerResponse events) {
        Question asked = question;
        String outcome = FakeReplies.result(resultOf(call));
        report(call, events);
        if (asked == null) {
            return replies.finish(call, events, outcome);
        }
        String id = "question-" + questions.incrementAndGet();
        waitingForAnswer.put(id, () -> replies.finish(call, events, outcome));
        return events.write(FakeExchange.event("{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":%s,\"params\":%s}"
                .formatted(id, TextNode.valueOf(asked.method()), asked.params())));
    }

    /** Says how far it is, under the token of whoever asked, else under the call's id. */
    void report(FakeExchange call, HttpServerResponse events) {
        replies.begin(call, events);
        JsonNode token = call.params().path("_meta").path("progressToken");
        String known = token.isMissingNode() ? call.id() : token.toString();
        int total = progress;
        for (int done = 1; done <= total; done++) {
            events.write(report("{\"progressToken\":%s,\"progress\":%d,\"total\":%d}".formatted(known, done, total)));
        }
        reports.forEach(params -> events.write(report(params.replace("{token}", known))));
    }

    private static String report(String params) {
        return FakeExchange.event(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":" + params + "}");
    }

    /** Takes what the client says to a request of this server. */
    void take(FakeExchange answer) {
        Runnable waiting = waitingForAnswer.remove(answer.message().path("id").asText());
        answers.add(answer.message());
        signal.run();
        answer.accept().onComplete(sent -> Optional.ofNullable(waiting).ifPresent(Runnable::run));
    }

    List<JsonNode> answers() {
        return List.copyOf(answers);
    }

    void forgetAnswers() {
        answers.clear();
    }
}
