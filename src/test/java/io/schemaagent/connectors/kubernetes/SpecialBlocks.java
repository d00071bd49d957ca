package io.schemaagent.connectors.kubernetes;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The blocks that the service itself dials no address of, out of a class that is nobody else's business otherwise. */
final class SpecialBlocks {

    private static final String POLICY = "io.schemaagent.connectors.egress.AddressPolicy";

    private SpecialBlocks() {}

    /** Those that are not public, and those that carry an IPv4 address which may not be. */
    static List<Block> all() {
        List<?> notPublic = (List<?>) constant("NOT_PUBLIC");
        Map<?, ?> embedding = (Map<?, ?>) constant("EMBEDS_IPV4");
        return Stream.of(notPublic.stream(), embedding.keySet().stream(), Stream.of(constant("LOCAL_NAT64")))
                .flatMap(blocks -> blocks)
                .map(SpecialBlocks::block)
                .toList();
    }

    private static Object constant(String name) {
        try {
            Field field = opened(Class.forName(POLICY).getDeclaredField(name));
            return field.get(null);
        } catch (ReflectiveOperationException moved) {
            throw new LinkageError(POLICY + "." + name + " is not where it was", moved);
        }
    }

    private static Block block(Object cidr) {
        try {
            Field network = opened(cidr.getClass().getDeclaredField("network"));
            Field prefixLength = opened(cidr.getClass().getDeclaredField("prefixLength"));
            return Block.of(InetAddress.getByAddress((byte[]) network.get(cidr)), prefixLength.getInt(cidr));
        } catch (ReflectiveOperationException | UnknownHostException moved) {
            throw new LinkageError("A block of " + POLICY + " is not what it was", moved);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }
}
