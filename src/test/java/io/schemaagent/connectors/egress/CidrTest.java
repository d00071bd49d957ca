package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255",
        "10.99.99.99/8, 10.0.0.1",
        "172.16.0.0/12, 172.31.255.255",
        "128.0.0.0/1, 255.0.0.0",
        "0.0.0.0/0, 8.8.8.8",
        "192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, 192.0.2.7",
        "fe80::/10, febf:ffff::1",
        "::/0, 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "[2001:db8::1]/128, 2001:db8::1"
    })
    void containsWhatSharesItsFirstBits(String block, String address) {
        assertThat(Cidr.parse(block).contains(FakeResolver.address(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.0/8, 138.0.0.0",
        "172.16.0.0/12, 172.32.0.0",
        "172.16.0.0/12, 172.15.255.255",
        "128.0.0.0/1, 127.255.255.255",
        "192.0.2.7, 192.0.2.6",
        "fe80::/10, fec0::1",
        "0.0.0.0/0, ::1",
        "::/0, 8.8.8.8"
    })
    void doesNotContainTheRest(String block, String address) {
        assertThat(Cidr.parse(block).contains(FakeResolver.address(address))).isFalse();
    }

    @Test
    void readsAnIpv4MappedAddressAsIpv4() {
        assertThat(Cidr.parse("::ffff:10.0.0.0/8")).isEqualTo(Cidr.parse("10.0.0.0/8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/999",
                "10.0.0.0/99999999999",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/ 8",
                "10.0.0.0/\u0668",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0/8",
                "010.0.0.0/8",
                "fd00::/129",
                "fe80::1%eth0/64",
                "mcp.internal/8",
                "http://mcp.internal"
            })
    void refusesWhatIsNoBlockAndSaysSo(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse(text))
                .withMessageMatching("(?s).* is (neither a CIDR block nor an IP address|not a prefix length of .*)");
    }

    @Test
    void refusesANegativePrefixLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr(FakeResolver.address("10.0.0.0"), -1));
    }

    @Test
    void takesTheIpv4AddressOutOfAnIpv6Address() {
        assertThat(Cidr.embeddedIpv4(FakeResolver.address("2002:7f00:1::"), 2).getHostAddress())
                .isEqualTo("127.0.0.1");
    }
}
