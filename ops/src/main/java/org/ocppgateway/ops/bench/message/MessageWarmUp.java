package org.ocppgateway.ops.bench.message;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Repeats the measured code until the JVM's compilers are idle. The time that takes depends on the code and on other
 * work on the machine. A fixed time would favour one side of a comparison.
 */
final class MessageWarmUp {
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);
    private static final int QUIET_ROUNDS = 2;
    private static final int MOST_ROUNDS = 60;
    /** Share of processor time. Garbage collection continues during the measurement and takes less than half of it. */
    private static final double QUIET = 0.1;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private MessageWarmUp() {}

    /** Calls {@code work} on this thread until the JVM's other threads are idle, for at most a minute. */
    static void runUntilCompilersAreIdle(Runnable work) {
        MessageWarmUp warmUp = new MessageWarmUp();
        int quiet = 0;
        for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            quiet = warmUp.shareOfOthers(work) < QUIET ? quiet + 1 : 0;
        }
    }

    /** Returns the share of the JVM's processor time that its other threads used while this thread worked. */
    private double shareOfOthers(Runnable work) {
        long all = system.getProcessCpuTime();
        long own = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        while (System.nanoTime() - start < ROUND) {
            work.run();
        }
        all = system.getProcessCpuTime() - all;
        own = threads.getCurrentThreadCpuTime() - own;
        return 1 - (double) own / Math.max(1, all);
    }
}
