package io.schemaagent.connectors.egress;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;

/** A name service that answers with one list of addresses after the other, the last one again and again. */
final class FakeResolver implements HostResolver {

    private final List<String> asked = new ArrayList<>();
    private final Queue<List<InetAddress>> answers = new ArrayDeque<>();

    FakeResolver answering(String... addresses) {
        answers.add(Stream.of(addresses).map(FakeResolver::address).toList());
        return this;
    }

    static InetAddress address(String literal) {
        return IpLiteral.parse(literal).orElseThrow();
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public Uni<List<InetAddress>> resolve(String name) {
        asked.add(name);
        List<InetAddress> answer = answers.size() > 1 ? answers.remove() : answers.peek();
        return answer == null
                ? Uni.createFrom().failure(new EgressException(Reason.DNS_NOT_FOUND))
                : Uni.createFrom().item(answer);
    }
}
