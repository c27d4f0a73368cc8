package org.ocppgateway.gateway.journal;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.routing.route.Route;

/** A journal with a manual clock. */
public final class JournalFixture {
    public static final ChargePointId ID = new ChargePointId("CP-1");

    private static final PodId POD = new PodId("pod-0");

    private static final JournalSettings.Masks MASKS = new JournalSettings.Masks(
            Masking.STANDARD,
            Masking.of(List.of("*password*", "*passwd*", "*secret*", "*authkey*", "*idtag", "*idtoken")),
            IdTokenMask.NONE,
            true);

    public final AtomicLong nanos = new AtomicLong();
    public final FrameJournal journal;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    public JournalFixture() {
        this(1024 * 1024, new TopicSelection.Off(), FrameTopic.NONE);
    }

    JournalFixture(long ringBytes, TopicSelection selection, FrameTopic topic) {
        journal = new FrameJournal(
                POD,
                new JournalSettings(ringBytes, 1024 * 1024, MASKS, selection),
                topic,
                () -> Instant.parse("2026-11-29T18:00:00Z").plusNanos(nanos.get()),
                nanos::get,
                new Random(1),
                registry);
    }

    public JournalFixture start() {
        journal.start();
        return this;
    }

    public void stop() throws InterruptedException {
        journal.stop(Duration.ofSeconds(10));
    }

    /** A session of a charge point. */
    public Session session(ChargePointId id, OcppVersion version, long epoch) {
        return new Session(
                new Route(id, POD, 1, new SessionEpoch(epoch), version, Instant.parse("2026-11-29T18:00:00Z")));
    }

    public Session session(OcppVersion version) {
        return session(ID, version, 1);
    }

    /** Waits until the journal has a number of records of a charge point, and returns them. */
    List<JournalLine> await(ChargePointId id, int count) {
        org.awaitility.Awaitility.await()
                .until(() -> journal.after(id, JournalPosition.START, 10_000).size() >= count);
        return journal.after(id, JournalPosition.START, 10_000);
    }

    double counted(String counter, String label) {
        return registry.scrape(counter::equals).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> point.getLabels().stream()
                        .anyMatch(each -> each.getValue().equals(label)))
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    /** A recorded session. */
    public final class Session implements JournalSource {
        private final Route route;
        private long records;

        Session(Route route) {
            this.route = route;
        }

        @Override
        public Route route() {
            return route;
        }

        @Override
        public synchronized long nextRecordNumber() {
            return ++records;
        }

        public Session start() {
            journal.onSessionStarted(this);
            return this;
        }

        public Session received(String frame) {
            journal.onReceived(this, frame, FrameReader.read(route.protocol(), frame));
            return this;
        }

        public Session sent(String frame) {
            journal.onSent(this, frame);
            return this;
        }

        public Session after(Duration time) {
            nanos.addAndGet(time.toNanos());
            return this;
        }

        public void end(boolean bad) {
            journal.onSessionEnded(this, "network", 1006, "", bad);
        }
    }
}
