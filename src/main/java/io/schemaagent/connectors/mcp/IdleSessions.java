package io.schemaagent.connectors.mcp;

import io.schemaagent.connectors.egress.BoundHeaders;
import io.schemaagent.connectors.egress.UpstreamUrl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sessions that no call uses, so many and no more. For all threads. */
final class IdleSessions {

    /** As many calls of one user at one server are seldom under way at once. */
    private static final int MAX_PER_HOLDER = 8;

    private final int max;
    private final Map<Holder, Deque<Idle>> byHolder = new HashMap<>();
    private final Set<Idle> longestIdleFirst = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param max how many there may be, of whomever
     */
    IdleSessions(int max) {
        this.max = max;
    }

    /** Whose a session is: nobody goes on with what somebody else began, or what was begun with another credential. */
    record Holder(String owner, UpstreamUrl url, BoundHeaders credential) {}

    /** A session that no call uses, since then. Equal to itself alone. */
    private static final class Idle {

        private final Holder holder;
        private final Session session;
        private final long sinceNanos = System.nanoTime();

        Idle(Holder holder, Session session) {
            this.holder = holder;
            this.session = session;
        }
    }

    synchronized int size() {
        return longestIdleFirst.size();
    }

    /** Takes out the one of this holder that was used last; empty where there is none. */
    synchronized Optional<Session> take(Holder holder) {
        return Optional.ofNullable(byHolder.get(holder)).map(own -> take(own.getLast()));
    }

    /** Puts one in, and takes out those that there is no room for any more. */
    synchronized List<Session> put(Holder holder, Session session) {
        Idle idle = new Idle(holder, session);
        Deque<Idle> own = byHolder.computeIfAbsent(holder, first -> new ArrayDeque<>());
        own.addLast(idle);
        longestIdleFirst.add(idle);
        List<Session> surplus = new ArrayList<>();
        if (own.size() > MAX_PER_HOLDER) {
            surplus.add(take(own.getFirst()));
        }
        while (longestIdleFirst.size() > max) {
            surplus.add(take(longestIdle()));
        }
        return surplus;
    }

    /** Takes out all that no call has used since then, by {@link System#nanoTime}. */
    synchronized List<Session> takeUnusedSince(long nanos) {
        List<Session> unused = new ArrayList<>();
        while (!longestIdleFirst.isEmpty() && longestIdle().sinceNanos - nanos <= 0) {
            unused.add(take(longestIdle()));
        }
        return unused;
    }

    private Idle longestIdle() {
        return longestIdleFirst.iterator().next();
    }

    private Session take(Idle idle) {
        longestIdleFirst.remove(idle);
        Deque<Idle> own = byHolder.get(idle.holder);
        own.remove(idle);
        if (own.isEmpty()) {
            byHolder.remove(idle.holder);
        }
        return idle.session;
    }
}
