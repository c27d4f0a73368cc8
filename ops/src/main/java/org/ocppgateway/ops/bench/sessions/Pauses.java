package org.ocppgateway.ops.bench.sessions;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The longest pause of this JVM's young collections. */
final class Pauses {
    private static final String YOUNG = "G1 Young Generation";

    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong count = new AtomicLong();

    /** Listens from now on. */
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

    /** In milliseconds, since it was last asked. */
    long takeLongest() {
        return longest.getAndSet(0);
    }

    /** How many there were since it was last asked. */
    long takeCount() {
        return count.getAndSet(0);
    }
}
