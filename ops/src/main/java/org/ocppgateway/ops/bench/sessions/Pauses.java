package org.ocppgateway.ops.bench.sessions;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The longest young collection of this JVM. */
final class Pauses {
    private static final String YOUNG = "G1 Young Generation";

    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong count = new AtomicLong();

    /** Begins to record. */
    Pauses() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector.getName().equals(YOUNG) && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, unused) ->
                                add(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                        null,
                        null);
            }
        }
    }

    private void add(GarbageCollectionNotificationInfo collection) {
        longest.accumulateAndGet(collection.getGcInfo().getDuration(), Math::max);
        count.incrementAndGet();
    }

    /** Returns the longest pause in milliseconds since the last call. */
    long takeLongest() {
        return longest.getAndSet(0);
    }

    /** Returns the number of collections since the last call. */
    long takeCount() {
        return count.getAndSet(0);
    }
}
