package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/**
 * Live frames of one charge point as server-sent events. The stream follows the charge point to other pods. It has no queue of its own: it
 * reads the journal after its position, so a client that reads too slowly finds that older records are gone, and gets their number.
 */
final class FrameStream implements ApiStream {
    /** Maximum time until the stream notices that the charge point has moved to another pod. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final long COMMENT_INTERVAL = Duration.ofSeconds(15).toNanos();
    private static final int MAX_BATCH = 1_000;

    private final FrameJournal journal;
    private final ClusterFrames cluster;
    private final ChargePointId id;
    private final Duration duration;
    private final LongSupplier nanoTime;
    private final @Nullable JournalPosition position;

    /** Pod of the last known session, if it is another one. */
    private @Nullable PodId otherPod;

    /** @param position of the last record that the client has; null for none */
    FrameStream(
            FrameJournal journal,
            ClusterFrames cluster,
            ChargePointId id,
            Duration duration,
            LongSupplier nanoTime,
            @Nullable JournalPosition position) {
        this.journal = journal;
        this.cluster = cluster;
        this.id = id;
        this.duration = duration;
        this.nanoTime = nanoTime;
        this.position = position;
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        try {
            JournalPosition current = position == null ? newest() : position;
            write(out, ":\n\n");
            long begun = nanoTime.getAsLong();
            long commented = begun;
            while (nanoTime.getAsLong() - begun < duration.toNanos()) {
                StringBuilder events = new StringBuilder();
                for (JournalLine line : next(current)) {
                    append(events, current, line);
                    current = line.position();
                }
                if (events.isEmpty() && nanoTime.getAsLong() - commented >= COMMENT_INTERVAL) {
                    events.append(":\n\n");
                }
                if (!events.isEmpty()) {
                    commented = nanoTime.getAsLong();
                    write(out, events.toString());
                }
            }
            write(out, "event: end\ndata: {\"reason\":\"the requested time is over\"}\n\n");
        } finally {
            journal.closeStream();
        }
    }

    /** Position of the newest record, at which the stream begins. */
    private JournalPosition newest() throws InterruptedException {
        otherPod = cluster.otherPodOf(id).orElse(null);
        List<JournalLine> newest = otherPod == null ? List.of() : cluster.framesOf(otherPod, id, null, 1);
        return newest.isEmpty() ? journal.last(id) : newest.getLast().position();
    }

    /** The next records; waits for a short time if there are none. Records of this pod are older than those of the next pod. */
    private List<JournalLine> next(JournalPosition after) throws InterruptedException {
        List<JournalLine> own = journal.awaitAfter(id, after, MAX_BATCH, Duration.ZERO);
        if (!own.isEmpty()) {
            otherPod = null;
            return own;
        }
        // A pod records the end of a session after its route is gone.
        otherPod = cluster.otherPodOf(id).orElse(otherPod);
        if (otherPod == null) {
            return journal.awaitAfter(id, after, MAX_BATCH, WAIT);
        }
        List<JournalLine> lines = cluster.framesOf(otherPod, id, after, MAX_BATCH);
        if (lines.isEmpty()) {
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
        return lines;
    }

    private static void append(StringBuilder events, JournalPosition before, JournalLine line) {
        if (before.epoch() == line.position().epoch()) {
            long missed = line.position().number() - before.number() - 1;
            if (missed > 0) {
                events.append("event: dropped\ndata: {\"count\":")
                        .append(missed)
                        .append("}\n\n");
            }
        }
        events.append("id: ")
                .append(line.position())
                .append(line.kind() == JournalLine.Kind.SESSION ? "\nevent: session" : "\nevent: frame")
                .append("\ndata: ")
                .append(line.json())
                .append("\n\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
