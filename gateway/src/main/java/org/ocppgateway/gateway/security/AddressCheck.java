package org.ocppgateway.gateway.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.admission.AdmissionCheck;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.limit.Ban;
import org.ocppgateway.gateway.limit.BanList;
import org.ocppgateway.gateway.limit.KeyedRateLimiter;
import org.ocppgateway.gateway.limit.NetworkAddress;
import org.ocppgateway.routing.refusal.RefusalStage;

/** Checks the client address: allowed networks, bans, the rate of its requests. Thread-safe. */
final class AddressCheck implements AdmissionCheck {
    private static final Refusal NOT_ALLOWED = Refusal.permanent(403, "address not allowed", RefusalStage.ADDRESS)
            .explained(
                    "the client address is in no network of gateway.security.allowed-networks",
                    "Connect from the network of the operator, or add the network to"
                            + " gateway.security.allowed-networks.");

    private final AddressSettings settings;
    private final BanList bans;
    private final KeyedRateLimiter<NetworkAddress> rate;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime monotonic clock in nanoseconds
     * @param onEviction called when the requests of an address are forgotten because of the maximum number of addresses
     */
    AddressCheck(
            AddressSettings settings, BanList bans, InstantSource clock, LongSupplier nanoTime, Runnable onEviction) {
        this.settings = settings;
        this.bans = bans;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.rate = new KeyedRateLimiter<>(settings.upgrades(), settings.maxAddresses(), onEviction);
    }

    @Override
    public Optional<Refusal> check(AdmissionRequest request) {
        NetworkAddress address = request.client().address();
        if (!settings.allowed().allow(address)) {
            return Optional.of(NOT_ALLOWED);
        }
        Instant now = clock.instant();
        Optional<Ban> ban = bans.find(address, request.chargePointId(), now);
        if (ban.isPresent()) {
            return Optional.of(banned(ban.get(), now));
        }
        long wait = rate.take(address.subscriber(), nanoTime.getAsLong());
        return wait == 0
                ? Optional.empty()
                : Optional.of(new Refusal(
                        429,
                        "too many requests of this address",
                        Duration.ofNanos(wait),
                        RefusalStage.ADDRESS,
                        "too many requests of this address",
                        null,
                        "The charge point, or others behind the same address, reconnect too often. Raise"
                                + " gateway.security.addresses.upgrades if this is a carrier's address."));
    }

    private static Refusal banned(Ban ban, Instant now) {
        String target = switch (ban.target()) {
            case Ban.Target.ChargePoint chargePoint -> "the charge point";
            case Ban.Target.Network network -> "the network " + network.range();
        };
        return new Refusal(
                403,
                "not allowed",
                Duration.between(now, ban.until()),
                RefusalStage.ADDRESS,
                "banned",
                target + " is banned until " + ban.until() + ": " + ban.reason(),
                "Wait until the ban ends, or delete it: DELETE /api/v1/bans/{banId}.");
    }
}
