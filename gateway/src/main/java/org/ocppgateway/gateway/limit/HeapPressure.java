package org.ocppgateway.gateway.limit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.LongSupplier;

/** Whether the heap is nearly full of what is in use: garbage that waits for its collection does not count. Any thread. */
public final class HeapPressure {
    /** Beyond this share of the heap a collector works ever more for ever less. */
    private static final double HIGH = 0.85;

    private final LongSupplier liveBytes;
    private final LongSupplier usedBytes;
    private final long maxBytes;

    /**
     * @param liveBytes what the last collection left in use
     * @param usedBytes what is in use now, garbage included
     */
    HeapPressure(LongSupplier liveBytes, LongSupplier usedBytes, long maxBytes) {
        this.liveBytes = liveBytes;
        this.usedBytes = usedBytes;
        this.maxBytes = maxBytes;
    }

    /** Of this process. */
    public static HeapPressure ofThisProcess() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        Runtime runtime = Runtime.getRuntime();
        return new HeapPressure(
                () -> pools.stream().mapToLong(HeapPressure::afterCollection).sum(),
                () -> runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory());
    }

    /** Whether nothing more should be taken on. */
    public boolean high() {
        // What is used now bounds what is live: without it a collection long ago would count for ever.
        long live = Math.min(liveBytes.getAsLong(), usedBytes.getAsLong());
        return live >= HIGH * maxBytes;
    }

    private static long afterCollection(MemoryPoolMXBean pool) {
        MemoryUsage usage = pool.getCollectionUsage();
        return usage == null ? 0 : usage.getUsed();
    }
}
