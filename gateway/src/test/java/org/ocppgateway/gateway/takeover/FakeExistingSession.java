package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ocppgateway.gateway.session.ExistingSession;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventType;

/** A session whose state and answers the test sets. */
public final class FakeExistingSession implements ExistingSession {
    public volatile SessionEpoch epoch = new SessionEpoch(1);
    public volatile boolean open = true;
    public volatile boolean alive = true;
    public volatile boolean acceptsEvents = true;
    public volatile CountDownLatch answerLatch = new CountDownLatch(0);
    public final AtomicInteger probes = new AtomicInteger();
    public final List<String> published = new CopyOnWriteArrayList<>();

    @Override
    public SessionEpoch epoch() {
        return epoch;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean probe(Duration timeout) throws InterruptedException {
        probes.incrementAndGet();
        answerLatch.await();
        return alive;
    }

    @Override
    public boolean publish(EventType type, String fields) {
        return acceptsEvents && published.add(type.name() + " {" + fields + "}");
    }
}
