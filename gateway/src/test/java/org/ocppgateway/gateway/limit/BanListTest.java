package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;

class BanListTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final ChargePointId ID = new ChargePointId("CP-1");

    private final BanList bans = new BanList(1000);

    private static NetworkAddress address(String literal) {
        return NetworkAddress.parse(literal).orElseThrow();
    }

    private static Ban ban(String range, int minutes) {
        return Ban.of(NetworkRange.parse(range), NOW.plus(Duration.ofMinutes(minutes)), "test");
    }

    private Optional<Ban> find(String literal, @Nullable ChargePointId id) {
        return bans.find(address(literal), id, NOW);
    }

    @Test
    void aBanOfANetworkKeepsItsAddressesOut() {
        assertEquals(Optional.empty(), find("192.0.2.1", ID));
        Ban v4 = ban("192.0.2.0/24", 1);
        Ban v6 = ban("2001:db8::/32", 1);
        bans.add(v4, NOW);
        bans.add(v6, NOW);
        assertEquals(Optional.of(v4), find("192.0.2.1", null));
        assertEquals(Optional.of(v4), find("::ffff:192.0.2.1", null));
        assertEquals(Optional.of(v6), find("2001:db8::77", null));
        assertEquals(Optional.empty(), find("192.0.3.1", null));
        assertEquals(Optional.empty(), find("::1", null));
    }

    @Test
    void aBanOfAChargePointKeepsItOutFromEverywhere() {
        Ban ban = Ban.of(ID, NOW.plusSeconds(60), "stolen");
        bans.add(ban, NOW);
        assertEquals(Optional.of(ban), find("192.0.2.1", ID));
        assertEquals(Optional.of(ban), find("2001:db8::1", ID));
        assertEquals(Optional.empty(), find("192.0.2.1", new ChargePointId("CP-2")));
        assertEquals(Optional.empty(), find("192.0.2.1", null));
    }

    @Test
    void aBanEndsByItselfOrIsEnded() {
        Ban ban = ban("192.0.2.0/24", 1);
        bans.add(ban, NOW);
        Instant end = NOW.plusSeconds(60);
        assertTrue(bans.find(address("192.0.2.1"), null, end.minusMillis(1)).isPresent());
        assertFalse(bans.find(address("192.0.2.1"), null, end).isPresent());
        assertEquals(List.of(), bans.all(end));
        assertTrue(bans.remove(ban.target()));
        assertFalse(bans.remove(ban.target()));
        assertEquals(Optional.empty(), find("192.0.2.1", null));
    }

    @Test
    void aWiderBanThatHoldsCountsBehindANarrowerOneThatDoesNot() {
        bans.add(ban("192.0.2.1", -1), NOW);
        Ban wide = ban("192.0.0.0/16", 5);
        bans.add(wide, NOW);
        assertEquals(Optional.of(wide), find("192.0.2.1", null));
    }

    @Test
    void theNumberOfBansIsBounded() {
        for (int i = 0; i < 1000; i++) {
            assertTrue(bans.add(ban("10.0." + i / 256 + "." + i % 256, i < 10 ? -1 : 5), NOW));
        }
        assertTrue(bans.add(ban("10.0.0.20", 9), NOW), "one that is there may change");
        assertEquals(1000, bans.size());
        assertTrue(bans.add(ban("10.9.0.0", 5), NOW), "expired ones make room");
        assertEquals(991, bans.size());
        for (int i = 1; i < 10; i++) {
            assertTrue(bans.add(ban("10.9.0." + i, 5), NOW));
        }
        assertFalse(bans.add(ban("10.9.1.0", 5), NOW));
        assertEquals(1000, bans.size());
    }

    @Test
    void allBansCanBeReplacedAtOnce() {
        bans.add(ban("192.0.2.0/24", 5), NOW);
        bans.add(ban("198.51.100.0/24", 5), NOW);
        Ban changed = ban("198.51.100.0/24", 9);
        Ban added = Ban.of(ID, NOW.plusSeconds(60), "x");
        bans.replaceAll(List.of(changed, added), NOW);
        assertEquals(Optional.empty(), find("192.0.2.1", null));
        assertEquals(Optional.of(changed), find("198.51.100.1", null));
        assertEquals(Optional.of(added), find("192.0.2.1", ID));
        BanList small = new BanList(1);
        small.replaceAll(List.of(added, changed), NOW);
        assertEquals(List.of(changed), small.all(NOW), "the one that holds longest");
    }

    @Test
    void itFindsWhatAPlainSearchFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Ban> plain = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            NetworkAddress any = random(random);
            int length = random.nextInt(any.bits() + 1);
            Ban ban = Ban.of(new NetworkRange(any.masked(length), length), NOW.plusSeconds(random.nextInt(3)), "");
            plain.removeIf(other -> other.target().equals(ban.target()));
            plain.add(ban);
            bans.add(ban, NOW);
            if (random.nextInt(4) == 0) {
                Ban.Target ended = plain.remove(random.nextInt(plain.size())).target();
                bans.remove(ended);
            }
        }
        for (int i = 0; i < 3000; i++) {
            NetworkAddress any = random(random);
            Instant now = NOW.plusSeconds(random.nextInt(3));
            boolean expected = plain.stream()
                    .anyMatch(ban -> ban.isInForceAt(now)
                            && ban.target() instanceof Ban.Target.Network(NetworkRange range)
                            && range.contains(any));
            assertEquals(expected, bans.find(any, null, now).isPresent(), "seed " + seed + " " + any);
        }
    }

    /** Of a small part of the address space, so that ranges are hit. */
    private static NetworkAddress random(Random random) {
        return random.nextBoolean()
                ? new NetworkAddress(false, 0, 0xc0000000L | random.nextInt(1 << 12))
                : new NetworkAddress(true, 0x2001_0db8_0000_0000L | random.nextInt(64), random.nextInt(64));
    }
}
