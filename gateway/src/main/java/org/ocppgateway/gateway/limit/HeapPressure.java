package org.ocppgateway.gateway.limit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.LongSupplier;

/** Whether live objects nearly fill the heap. Garbage that is not collected yet does not count. Thread-safe. */
public final class HeapPressure {
    /** Above this share of the heap the garbage collector needs more and more time to free less and less memory. */
    private static final double HIGH = 0.85;

    private final LongSupplier liveBytes;
    private final LongSupplier usedBytes;
    private final long maxBytes;

    /**
     * @param liveBytes bytes in use after the last collection
     * @param usedBytes bytes in use now, garbage included
     */
    HeapPressure(LongSupplier liveBytes, LongSupplier usedBytes, long maxBytes) {
        this.liveBytes = liveBytes;
        this.usedBytes = usedBytes;
        this.maxBytes = maxBytes;
    }

    /** Returns the heap pressure of this process. */
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

    /** Whether the process should accept no additional work. */
    public boolean isHigh() {
        // The bytes in use now are an upper bound: the figure of the last collection may be out of date.
        long live = Math.min(liveBytes.getAsLong(), usedBytes.getAsLong());
        return live >= HIGH * maxBytes;
    }

    private static long afterCollection(MemoryPoolMXBean pool) {
        MemoryUsage usage = pool.getCollectionUsage();
        return usage == null ? 0 : usage.getUsed();
    }
}
