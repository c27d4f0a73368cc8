package org.ocppgateway.ops.bench.message;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Repeats what will be measured until the compilers of the JVM have done with it. How long that takes depends on the code and on what
 * else runs on the machine: a second or two, or many times that, so that no fixed time is right for both sides of a comparison.
 */
final class MessageWarmUp {
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);
    private static final int QUIET_ROUNDS = 2;
    private static final int MOST_ROUNDS = 60;
    /** Of the processor time; garbage collection, which goes on, takes less than half of it. */
    private static final double QUIET = 0.1;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private MessageWarmUp() {}

    /** Calls {@code work} from this thread until the JVM's own threads are quiet, for a minute at the most. */
    static void untilCompilersRest(Runnable work) {
        MessageWarmUp warmUp = new MessageWarmUp();
        int quiet = 0;
        for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            quiet = warmUp.shareOfOthers(work) < QUIET ? quiet + 1 : 0;
        }
    }

    /** The share of the JVM's processor time that other threads than this one took while it worked for a while. */
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
