package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRangeTest {

    private static NetworkAddress address(String literal) {
        return NetworkAddress.parse(literal).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::, true",
        "2001:db8:0:1::/64, 2001:db8:0:2::, false",
        "2001:db8::8/125, 2001:db8::f, true",
        "2001:db8::8/125, 2001:db8::10, false",
        "2001:db8::1/128, 2001:db8::1, true",
        "10.0.0.0/8, 10.255.1.2, true",
        "128.0.0.0/1, 127.255.255.255, false",
    })
    void aRangeContainsWhatHasItsFirstBits(String range, String literal, boolean contains) {
        assertEquals(contains, NetworkRange.parse(range).contains(address(literal)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/024x",
                "192.0.2.1/24",
                "192.0.2/24",
                "192.0.2.256",
                "192.0.02.1",
                "2001:db8::1/64",
                "2001:db8::/129",
                "localhost",
                "example.org/24",
                "::g",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%lo",
                "[::1]",
                "dead.beef",
                "١.١.١.١",
            })
    void whatIsNoRangeIsRefusedAndNeverLookedUp(String text) {
        assertThrows(IllegalArgumentException.class, () -> NetworkRange.parse(text));
    }

    @Test
    void aRangeWithBitsAfterItsPrefixSaysWhatWasMeant() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> NetworkRange.parse("192.0.2.77/24"));
        assertEquals("192.0.2.77/24 has bits set after its prefix; write 192.0.2.0/24", e.getMessage());
    }

    @Test
    void anAddressIsPrintedAsItIsRead() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress inet = InetAddress.getByAddress(bytes);
            NetworkAddress read = NetworkAddress.of(inet);
            assertEquals(inet.getHostAddress(), read.toString(), "seed " + seed);
            assertEquals(Optional.of(read), NetworkAddress.parse(read.toString()), "seed " + seed);
        }
        assertEquals("192.0.2.1", address("::ffff:192.0.2.1").toString());
        assertEquals(Optional.empty(), NetworkAddress.parse("1".repeat(70)));
    }

    @Test
    void limitsCountAnIpv6CustomerAsOne() {
        assertEquals(address("2001:db8:1:2::"), address("2001:db8:1:2:3:4:5:6").subscriber());
        assertEquals(address("192.0.2.1"), address("192.0.2.1").subscriber());
    }

    @Test
    void withoutAllowedNetworksEverybodyIsAllowed() {
        assertTrue(AllowedNetworks.ALL.allow(address("203.0.113.1")));
        AllowedNetworks some =
                new AllowedNetworks(List.of(NetworkRange.parse("192.0.2.0/24"), NetworkRange.parse("2001:db8::/32")));
        assertTrue(some.allow(address("192.0.2.9")));
        assertTrue(some.allow(address("2001:db8::9")));
        assertFalse(some.allow(address("192.0.3.9")));
        assertFalse(some.allow(address("::1")));
    }
}
