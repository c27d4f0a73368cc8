package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A lock in memory. */
final class FakeLock implements RebalanceLock {
    final AtomicReference<@Nullable String> holder = new AtomicReference<>();

    @Override
    public boolean hold(String by, Duration time) {
        if (holder.get() != null && !by.equals(holder.get())) {
            return false;
        }
        holder.set(time.toMillis() > 1 ? by : null);
        return true;
    }
}
