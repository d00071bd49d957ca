package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.schemaagent.connectors.egress.EgressException.Reason;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemHostResolverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final HostResolver resolver = new SystemHostResolver(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksTheOperatingSystem() {
        List<InetAddress> addresses = resolver.resolve("localhost").await().atMost(PATIENCE);

        assertThat(addresses).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void saysThatANameHasNoAddressWithoutRepeatingIt() {
        // A label of 64 characters cannot be asked for, so this never leaves the machine.
        String impossible = "a".repeat(64) + ".invalid";

        assertThatExceptionOfType(EgressException.class)
                .isThrownBy(() -> resolver.resolve(impossible).await().atMost(PATIENCE))
                .withMessage("DNS_NOT_FOUND")
                .extracting(EgressException::reason)
                .isEqualTo(Reason.DNS_NOT_FOUND);
    }
}
