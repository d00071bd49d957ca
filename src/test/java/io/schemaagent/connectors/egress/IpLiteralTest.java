package io.schemaagent.connectors.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "[2001:DB8::A], 2001:db8:0:0:0:0:0:a",
        "::ffff:127.0.0.1, 127.0.0.1",
        "[::ffff:7f00:1], 127.0.0.1"
    })
    void readsAddressesInTheirCanonicalNotations(String host, String address) {
        assertThat(IpLiteral.parse(host)).map(InetAddress::getHostAddress).contains(address);
        assertThat(IpLiteral.isOddNotation(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "127.0.1",
                "1.2.3",
                "2130706433",
                "0x7f.1",
                "0x7f.0.0.1",
                "0X7F000001",
                "0x7f000001",
                "0177.0.0.1",
                "017700000001",
                "01.2.3.4",
                "1.2.3.04",
                "127.0.0.1.",
                "127.1.",
                "256.1.1.1",
                "1.2.3.4.5",
                "example.1",
                "example.0x",
                "0"
            })
    void recognizesWhatOnlySomeWouldReadAsAnAddress(String host) {
        assertThat(IpLiteral.parse(host)).isEmpty();
        assertThat(IpLiteral.isOddNotation(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fe80::1%eth0",
                "[fe80::1%25eth0]",
                "::1%1",
                "1::2::3",
                "[]",
                "[",
                "]",
                "",
                "[::1",
                "::1]",
                "12345::1"
            })
    void readsNoAddressWithAZoneOrAMistake(String host) {
        assertThat(IpLiteral.parse(host)).isEmpty();
        assertThat(IpLiteral.isOddNotation(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp.example", "1.example", "0xg", "127.0.0.1.example", "a1", "mcp.example."})
    void takesNamesForNames(String host) {
        assertThat(IpLiteral.parse(host)).isEmpty();
        assertThat(IpLiteral.isOddNotation(host)).isFalse();
    }
}
