package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.limit.AttemptLimits.Permission;
import org.ocppgateway.gateway.limit.AttemptLimits.Scope;
import org.ocppgateway.protocol.ChargePointId;

class AttemptLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicInteger evictions = new AtomicInteger();
    private final AttemptLimits limits = new AttemptLimits(
            new AttemptLimits.Settings(
                    new Allowance(3, MINUTE), new Allowance(10, MINUTE), new Allowance(25, MINUTE), 1000),
            evictions::incrementAndGet);

    private static AttemptSource source(String id, String address) {
        return new AttemptSource(
                new ChargePointId(id), NetworkAddress.parse(address).orElseThrow());
    }

    private void granted(String id, String address) {
        assertInstanceOf(Permission.Granted.class, limits.take(source(id, address), 0));
    }

    private void denied(Scope scope, String id, String address) {
        Permission.Denied denied = assertInstanceOf(Permission.Denied.class, limits.take(source(id, address), 0));
        assertEquals(scope, denied.scope());
        assertTrue(denied.retryAfter().isPositive());
    }

    @Test
    void failuresOfOneIdentityFromOneAddressAreLimitedWithoutAffectingOthers() {
        for (int i = 0; i < 3; i++) {
            granted("CP-1", "192.0.2.1");
        }
        denied(Scope.IDENTITY, "CP-1", "192.0.2.1");
        granted("CP-2", "192.0.2.1");
        granted("CP-1", "192.0.2.2");
    }

    @Test
    void failuresOfOneAddressAreLimitedWhateverTheIdentity() {
        for (int i = 0; i < 10; i++) {
            granted("CP-" + i, "192.0.2.1");
        }
        denied(Scope.ADDRESS, "CP-77", "192.0.2.1");
        granted("CP-77", "192.0.2.2");
        assertInstanceOf(
                Permission.Granted.class,
                limits.take(source("CP-77", "192.0.2.1"), TimeUnit.SECONDS.toNanos(6)),
                "what the address was denied took nothing of the identity");
    }

    @Test
    void addressesOfOneIpv6CustomerAreOne() {
        for (int i = 0; i < 10; i++) {
            granted("CP-" + i, "2001:db8::" + i);
        }
        denied(Scope.ADDRESS, "CP-77", "2001:db8::ffff:ffff");
        granted("CP-77", "2001:db8:0:1::1");
    }

    @Test
    void failuresOfAllAreLimited() {
        for (int i = 0; i < 25; i++) {
            granted("CP-" + i, "192.0.2." + i);
        }
        denied(Scope.ALL, "CP-77", "192.0.2.77");
        denied(Scope.ALL, "CP-77", "192.0.2.77");
    }

    @Test
    void successesCountForNothing() {
        for (int i = 0; i < 1000; i++) {
            Permission.Granted granted =
                    assertInstanceOf(Permission.Granted.class, limits.take(source("CP-1", "192.0.2.1"), 0));
            granted.permit().giveBack(0);
        }
        assertEquals(0, limits.size());
    }

    @Test
    void memoryIsBoundedUnderManyIdentitiesFromManyAddresses() {
        AttemptLimits open = new AttemptLimits(
                new AttemptLimits.Settings(
                        new Allowance(3, MINUTE), new Allowance(10, MINUTE), Allowance.UNLIMITED, 1000),
                evictions::incrementAndGet);
        for (int i = 0; i < 100_000; i++) {
            open.take(source("CP-" + i, "10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256), i);
        }
        assertEquals(2000, open.size());
        assertEquals(2 * 99_000, evictions.get());
    }
}
