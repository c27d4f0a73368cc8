package org.ocppgateway.gateway.journal;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * Records the frames of all sessions of this pod. The methods of sessions only add to a bounded queue, so they never delay traffic; while
 * the queue is full, frames are not recorded and counted. One thread masks and stores what is in the queue, and parses the sent frames. It
 * uses at most a part of one processor: at more frames than that, the queue fills.
 */
public final class FrameJournal implements FrameRecorder {
    private static final EventLog LOG = EventLog.of(FrameJournal.class);

    /**
     * Bounds of the queue: enough for 100,000 frames per second. Under overload it is full all the time. A longer queue only keeps texts
     * until they have survived some collections.
     */
    static final int MAX_QUEUED = 5_000;

    /** Of the texts. A parsed frame contains most characters of its text again; these are not counted. */
    private static final long MAX_QUEUED_CHARACTERS = 4 * 1024 * 1024;

    /** Maximum number of live streams per pod. */
    public static final int MAX_STREAMS = 20;

    /** A batch is at most as large as the queue, and readers see a frame at most this much later. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** Maximum wait for the first frame of a batch. */
    private static final long REST = TimeUnit.SECONDS.toNanos(5);

    /** Divisor of the time of one processor that the thread may use. Above it, the queue fills. */
    private static final int PROCESSOR_SHARE = 8;

    private final TraceLines lines;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final JournalMasks masks;
    private final FrameParser parser;
    private final FrameRing ring;
    private final BadEndStore badEnds;
    private final TopicSelection selection;
    private final FrameTopic topic;
    private final JournalMetrics metrics;
    private final Queue<Observation> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicLong queuedCharacters = new AtomicLong();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    /** Whether the thread waits for the first frame of a batch. */
    private volatile boolean resting;

    /** A report of a session. */
    private sealed interface Observation {
        JournalSource source();

        Instant time();

        default int characters() {
            return 0;
        }
    }

    /** @param parsed null if the journal's thread has to parse the text */
    private record FrameObserved(
            JournalSource source,
            Instant time,
            TraceDirection direction,
            String text,
            @Nullable Inbound parsed) implements Observation {
        Inbound inbound() {
            return parsed == null ? FrameReader.read(source.route().protocol(), text) : parsed;
        }

        @Override
        public int characters() {
            return text.length();
        }
    }

    private record StartObserved(JournalSource source, Instant time) implements Observation {}

    private record EndObserved(JournalSource source, Instant time, JournalRecord.SessionEnded end, boolean bad)
            implements Observation {}

    /**
     * @param pod the pod of this journal
     * @param nanoTime monotonic clock in nanoseconds
     * @param random source of keys
     */
    public FrameJournal(
            PodId pod,
            JournalSettings settings,
            FrameTopic topic,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator random,
            PrometheusRegistry registry) {
        this.lines = new TraceLines(pod);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.masks = new JournalMasks(settings.masks(), random);
        this.parser = new FrameParser(masks);
        this.ring = new FrameRing(settings.ringBytes());
        this.badEnds = new BadEndStore(settings.badEndBytes(), nanoTime);
        this.selection = settings.topic();
        this.topic = topic;
        this.metrics = new JournalMetrics(registry, ring::bytes, badEnds::bytes, streams::get);
    }

    /** Starts the journal's thread. */
    public void start() {
        thread = Thread.ofPlatform().name("frame-journal").daemon().start(this::run);
    }

    /** Stops the thread after it has stored what is in the queue. Blocks until then, at most for the limit. */
    public void stop(Duration limit) throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            boolean unused = running.join(limit);
        }
    }

    /** Whether the thread is alive. */
    public boolean running() {
        Thread started = thread;
        return started != null && started.isAlive();
    }

    @Override
    public void onReceived(JournalSource source, String text, Inbound parsed) {
        if (hasCapacity(source)) {
            add(new FrameObserved(source, clock.instant(), TraceDirection.TO_CSMS, text, parsed));
        }
    }

    @Override
    public void onSent(JournalSource source, String text) {
        if (hasCapacity(source)) {
            add(new FrameObserved(source, clock.instant(), TraceDirection.TO_CHARGE_POINT, text, null));
        }
    }

    @Override
    public String masked(String idToken) {
        return masks.idToken(idToken);
    }

    @Override
    public void onSessionStarted(JournalSource source) {
        if (hasCapacity(source)) {
            add(new StartObserved(source, clock.instant()));
        }
    }

    @Override
    public void onSessionEnded(JournalSource source, String endedBy, int closeCode, String closeReason, boolean bad) {
        if (hasCapacity(source)) {
            JournalRecord.SessionEnded end = new JournalRecord.SessionEnded(endedBy, closeCode, closeReason);
            add(new EndObserved(source, clock.instant(), end, bad));
        }
    }

    /** Counts a lost frame if there is none. Readers find the gap in the numbers. */
    private boolean hasCapacity(JournalSource source) {
        boolean capacity = queued.get() < MAX_QUEUED && queuedCharacters.get() < MAX_QUEUED_CHARACTERS;
        if (!capacity) {
            metrics.count(JournalMetrics.Loss.QUEUE_FULL);
            long unused = source.nextRecordNumber();
        }
        return capacity;
    }

    private void add(Observation observation) {
        int before = queued.getAndIncrement();
        queuedCharacters.addAndGet(observation.characters());
        queue.add(observation);
        if (before == 0 && resting) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (true) {
            boolean last = stopping;
            long begun = nanoTime.getAsLong();
            try {
                storeQueued();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.log(GatewayLogEvent.JOURNAL_FAILED, e);
            }
            if (last) {
                return;
            }
            long busy = nanoTime.getAsLong() - begun;
            awaitFrame();
            if (!stopping) {
                LockSupport.parkNanos(this, Math.max(PAUSE, busy * (PROCESSOR_SHARE - 1)));
            }
        }
    }

    /** Waits until the queue has a frame, so that a journal without frames costs no processor time. */
    private void awaitFrame() {
        resting = true;
        while (queued.get() == 0 && !stopping) {
            LockSupport.parkNanos(this, REST);
        }
        resting = false;
    }

    private void storeQueued() throws InterruptedException {
        List<JournalRecord> batch = new ArrayList<>();
        // Not what is added meanwhile: the pause between two batches bounds the time of the processor.
        int size = queued.get();
        for (int i = 0; i < size; i++) {
            Observation next = queue.poll();
            if (next == null) {
                break; // counted, and not yet added
            }
            queued.decrementAndGet();
            queuedCharacters.addAndGet(-next.characters());
            JournalRecord record = record(next);
            if (record == null) {
                continue;
            }
            batch.add(record);
            publish(record);
            if (next instanceof EndObserved end && end.bad()) {
                store(batch);
                storeBadEnd(end.source().route());
            }
        }
        if (!batch.isEmpty()) {
            store(batch);
        }
    }

    /** Adds the records to the ring, and empties the list. */
    private void store(List<JournalRecord> batch) {
        int tooLarge = ring.addAll(batch);
        for (int i = 0; i < tooLarge; i++) {
            metrics.count(JournalMetrics.Loss.TOO_LARGE);
        }
        metrics.recorded(batch.size() - tooLarge);
        batch.clear();
    }

    /** Null if the frame has no record because of an unexpected exception. */
    private @Nullable JournalRecord record(Observation observation) {
        Route route = observation.source().route();
        try {
            JournalRecord.Content content = switch (observation) {
                case FrameObserved frame ->
                    parser.parse(route, frame.direction(), frame.text(), frame.inbound(), frame.time());
                case StartObserved start -> new JournalRecord.SessionStarted();
                case EndObserved end -> end.end();
            };
            long number = observation.source().nextRecordNumber();
            JournalPosition position = new JournalPosition(route.epoch().value(), number);
            return new JournalRecord(route.chargePointId(), route.protocol(), position, observation.time(), content);
        } catch (RuntimeException | Error e) {
            metrics.count(JournalMetrics.Loss.FAILED);
            LOG.log(GatewayLogEvent.JOURNAL_FAILED, e);
            return null;
        }
    }

    private void storeBadEnd(Route route) {
        ChargePointId id = route.chargePointId();
        long epoch = route.epoch().value();
        badEnds.add(
                id,
                ring.after(id, new JournalPosition(epoch, 0), Integer.MAX_VALUE).stream()
                        .filter(record -> record.position().epoch() == epoch)
                        .toList());
    }

    private void publish(JournalRecord record) throws InterruptedException {
        if (record.content() instanceof JournalRecord.Message message && selection.includes(record.chargePointId())) {
            boolean accepted = topic.offer(record.chargePointId(), lines.trace(record, message));
            metrics.count(accepted ? JournalMetrics.TopicOutcome.ACCEPTED : JournalMetrics.TopicOutcome.DROPPED);
        }
    }

    /** Position of the newest record of a charge point on this pod, or {@link JournalPosition#START}. Thread-safe, like all below. */
    public JournalPosition last(ChargePointId id) {
        return ring.last(id);
    }

    /**
     * Records of a charge point after a position, in order: those in memory, and those of its last session that ended badly.
     *
     * @param limit maximum number of records
     */
    public List<JournalLine> after(ChargePointId id, JournalPosition after, int limit) {
        List<JournalRecord> current = ring.after(id, after, limit);
        JournalPosition oldest = current.isEmpty()
                ? new JournalPosition(Long.MAX_VALUE, 0)
                : current.getFirst().position();
        return Stream.concat(
                        badEnds.find(id).stream()
                                .filter(stored -> stored.position().compareTo(after) > 0
                                        && stored.position().compareTo(oldest) < 0),
                        current.stream())
                .limit(limit)
                .map(lines::of)
                .toList();
    }

    /**
     * Records in memory after a position, in order. Waits for one; an empty list after the timeout.
     *
     * @param limit maximum number of records
     */
    public List<JournalLine> awaitAfter(ChargePointId id, JournalPosition after, int limit, Duration timeout)
            throws InterruptedException {
        return ring.awaitAfter(id, after, limit, timeout).stream()
                .map(lines::of)
                .toList();
    }

    /** The newest frame in memory with this message id, of any charge point of this pod. */
    public Optional<JournalLine> find(String messageId) {
        // No frame has a longer one: the parser refuses it.
        return messageId.length() > MessageId.MAX_LENGTH
                ? Optional.empty()
                : ring.find(messageId).map(lines::of);
    }

    /** Memory of the records in the ring, in bytes. */
    long ringBytes() {
        return ring.bytes();
    }

    /** Reserves one of the live streams of this pod; false if {@value #MAX_STREAMS} are open. */
    public boolean tryOpenStream() {
        if (streams.incrementAndGet() <= MAX_STREAMS) {
            return true;
        }
        streams.decrementAndGet();
        return false;
    }

    /** Number of open live streams. */
    public int openStreams() {
        return streams.get();
    }

    public void closeStream() {
        streams.decrementAndGet();
    }
}
