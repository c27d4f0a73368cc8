package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ocppgateway.gateway.session.ExistingSession;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventType;

/** A session that answers as the test says. */
final class FakeExistingSession implements ExistingSession {
    volatile SessionEpoch epoch = new SessionEpoch(1);
    volatile boolean open = true;
    volatile boolean alive = true;
    volatile boolean takesEvents = true;
    volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    final AtomicInteger probes = new AtomicInteger();
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public SessionEpoch epoch() {
        return epoch;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean probe(Duration limit) throws InterruptedException {
        probes.incrementAndGet();
        mayAnswer.await();
        return alive;
    }

    @Override
    public boolean tell(EventType type, String fields) {
        return takesEvents && told.add(type.name() + " {" + fields + "}");
    }
}
