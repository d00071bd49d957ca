package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    /** First and last address of every block that the registries do not call globally reachable. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255",
        "10.0.0.0, 10.255.255.255",
        "100.64.0.0, 100.127.255.255",
        "127.0.0.0, 127.255.255.255",
        "169.254.0.0, 169.254.255.255",
        "169.254.169.254, 169.254.170.2",
        "172.16.0.0, 172.31.255.255",
        "192.0.0.0, 192.0.0.255",
        "192.0.2.0, 192.0.2.255",
        "192.31.196.0, 192.31.196.255",
        "192.52.193.0, 192.52.193.255",
        "192.88.99.0, 192.88.99.255",
        "192.168.0.0, 192.168.255.255",
        "192.175.48.0, 192.175.48.255",
        "198.18.0.0, 198.19.255.255",
        "198.51.100.0, 198.51.100.255",
        "203.0.113.0, 203.0.113.255",
        "224.0.0.0, 239.255.255.255",
        "240.0.0.0, 255.255.255.255",
        "::, ::1",
        "100::, 100::ffff:ffff:ffff:ffff",
        "100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff",
        "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fd00:ec2::254, fd20:ce::254",
        "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        // Teredo, in which the IPv4 address of a private host would be 192.168.0.1
        "2001:0:c0a8:1::, 2001::3f57:fffe"
    })
    void refusesSpecialPurposeBlocksFromFirstToLast(String first, String last) {
        assertThat(AddressPolicy.isPublic(FakeResolver.address(first))).isFalse();
        assertThat(AddressPolicy.isPublic(FakeResolver.address(last))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001::",
                "100:0:0:2::",
                "64:ff9b:2::"
            })
    void permitsWhatAnyoneCanReach(String address) {
        assertThat(AddressPolicy.isPublic(FakeResolver.address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::ffff:0:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:101:1:2:3:4:5"
            })
    void judgesTheIpv4AddressThatIsEmbedded(String address) {
        assertThat(AddressPolicy.isPublic(FakeResolver.address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:8.8.8.8", "::ffff:0:808:808", "64:ff9b::808:808", "2002:808:808::1"})
    void permitsAPublicIpv4AddressThatIsEmbedded(String address) {
        assertThat(AddressPolicy.isPublic(FakeResolver.address(address))).isTrue();
    }

    @Test
    void judgesTheDeprecatedIpv4CompatibleForm() throws UnknownHostException {
        // Such a literal would be read as IPv4, so only a name can lead to this address.
        assertThat(AddressPolicy.isPublic(compatible(127, 0, 0, 1))).isFalse();
        assertThat(AddressPolicy.isPublic(compatible(10, 1, 2, 3))).isFalse();
        assertThat(AddressPolicy.isPublic(compatible(8, 8, 8, 8))).isTrue();
    }

    private static InetAddress compatible(int a, int b, int c, int d) throws UnknownHostException {
        byte[] bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) a, (byte) b, (byte) c, (byte) d};
        return Inet6Address.getByAddress(null, bytes, -1);
    }

    @Test
    void ignoresTheZoneOfALinkLocalAddress() throws UnknownHostException {
        byte[] bytes = FakeResolver.address("fe80::1").getAddress();

        assertThat(AddressPolicy.isPublic(Inet6Address.getByAddress(null, bytes, 1)))
                .isFalse();
    }

    @Test
    void permitsNothingButPublicAddressesWithoutAnAllowList() {
        AddressPolicy policy = new AddressPolicy(List.of());

        assertThat(policy.permits("mcp.example", FakeResolver.address("8.8.8.8")))
                .isTrue();
        assertThat(policy.permits("mcp.example", FakeResolver.address("10.0.0.1")))
                .isFalse();
        assertThat(policy.permits("localhost", FakeResolver.address("127.0.0.1")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, mcp.example, 10.1.2.3",
        "10.1.2.3, mcp.example, 10.1.2.3",
        "fd00::/8, mcp.example, fd12::1",
        "[::1], '[::1]', ::1",
        "::1, '[::1]', ::1",
        "mcp.internal, mcp.internal, 10.1.2.3",
        "MCP.Internal, mcp.internal, 10.1.2.3",
        "mcp.internal, MCP.INTERNAL, 10.1.2.3",
        "' mcp.internal ', mcp.internal, 10.1.2.3",
        "localhost, localhost, 127.0.0.1",
        "my_host, my_host, 127.0.0.1",
        "*.svc.cluster.local, mcp.team.svc.cluster.local, 10.1.2.3",
        "*.svc.cluster.local, mcp.svc.cluster.local, 10.1.2.3",
        "mcp.internal., mcp.internal., 10.1.2.3"
    })
    void permitsWhatTheOperatorAllowed(String entry, String host, String address) {
        assertThat(new AddressPolicy(List.of(entry)).permits(host, FakeResolver.address(address)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, mcp.example, 10.2.0.0",
        "10.1.2.3, mcp.example, 10.1.2.4",
        "mcp.internal, other.internal, 10.1.2.3",
        "mcp.internal, evil-mcp.internal, 10.1.2.3",
        "mcp.internal, a.mcp.internal, 10.1.2.3",
        "mcp.internal, mcp.internal.evil.example, 10.1.2.3",
        "*.cluster.local, cluster.local, 10.1.2.3",
        "*.cluster.local, evilcluster.local, 10.1.2.3",
        "*.cluster.local, a.cluster.local.evil.example, 10.1.2.3"
    })
    void permitsNoMoreThanTheOperatorAllowed(String entry, String host, String address) {
        assertThat(new AddressPolicy(List.of(entry)).permits(host, FakeResolver.address(address)))
                .isFalse();
    }

    @Test
    void considersEveryEntry() {
        AddressPolicy policy = new AddressPolicy(List.of("10.0.0.0/8", "", "mcp.internal"));

        assertThat(policy.permits("mcp.example", FakeResolver.address("10.0.0.1")))
                .isTrue();
        assertThat(policy.permits("mcp.internal", FakeResolver.address("192.168.0.1")))
                .isTrue();
        assertThat(policy.permits("mcp.example", FakeResolver.address("192.168.0.1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "mcp.internal/8",
                "http://mcp.internal",
                "mcp.internal:8080",
                "mcp internal",
                "mcp..internal",
                "b\u00fccher.internal",
                "*",
                "*.",
                "*internal",
                "*.*.internal",
                "mcp.*",
                "127.1",
                "0x7f000001",
                "fe80::1%eth0"
            })
    void refusesEntriesThatCouldNotBeMeantAndNamesTheVariable(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressPolicy(List.of("10.0.0.0/8", entry)))
                .withMessageStartingWith("CONNECTORS_EGRESS_ALLOW: ");
    }
}
