package org.ocppgateway.gateway.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.Ban;
import org.ocppgateway.gateway.limit.BanList;
import org.ocppgateway.gateway.limit.NetworkRange;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.ban.BanRecord;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.ban.BanStoreException;
import org.ocppgateway.routing.log.EventLog;

/**
 * Keeps the bans of this pod equal to those in the store, and deletes ended ones there. While the store is unavailable the last known bans
 * stay in force. Has one virtual thread.
 */
public final class SharedBans {
    private static final EventLog LOG = EventLog.of(SharedBans.class);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

    private final BanStore store;
    private final BanList bans;
    private final InstantSource clock;
    private boolean failing;
    private @Nullable Loop loop;

    SharedBans(BanStore store, BanList bans, InstantSource clock) {
        this.store = store;
        this.bans = bans;
        this.clock = clock;
    }

    void start() {
        loop = Loop.start("bans", this::refreshOrLog, Loop.pause(REFRESH_INTERVAL));
    }

    boolean running() {
        return loop != null && loop.running();
    }

    void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    private void refreshOrLog() throws InterruptedException {
        try {
            refresh();
            failing = false;
        } catch (BanStoreException e) {
            if (!failing) {
                failing = true;
                LOG.log(GatewayLogEvent.BAN_LIST_NOT_READ, e.getMessage());
            }
        }
    }

    /** Reads the store. Thread-safe. */
    public synchronized void refresh() throws BanStoreException, InterruptedException {
        Instant now = clock.instant();
        List<Ban> current = new ArrayList<>();
        for (BanRecord stored : store.all()) {
            if (!now.isBefore(stored.until())) {
                store.remove(stored.banId());
            } else {
                ban(stored).ifPresent(current::add);
            }
        }
        bans.replaceAll(current, now);
    }

    private static Optional<Ban> ban(BanRecord stored) {
        try {
            return Optional.of(
                    switch (stored.target()) {
                        case BanRecord.Target.Address address ->
                            Ban.of(NetworkRange.parse(address.range()), stored.until(), stored.reason());
                        case BanRecord.Target.ChargePoint chargePoint ->
                            Ban.of(new ChargePointId(chargePoint.id()), stored.until(), stored.reason());
                    });
        } catch (IllegalArgumentException e) {
            LOG.log(GatewayLogEvent.BAN_INVALID, stored.banId(), e.getMessage());
            return Optional.empty();
        }
    }
}
