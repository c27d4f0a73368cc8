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
        PodId other = cluster.otherPodOf(id).orElse(null);
        if (other != null) {
            try {
                List<JournalLine> newest = cluster.framesOf(other, id, null, 1);
                if (!newest.isEmpty()) {
                    return newest.getLast().position();
                }
            } catch (IOException e) {
                // The stream then begins after the records of this pod.
            }
        }
        return journal.last(id);
    }

    /** The next records; waits for a short time if there are none. */
    private List<JournalLine> next(JournalPosition after) throws InterruptedException {
        PodId other = cluster.otherPodOf(id).orElse(null);
        if (other == null) {
            return journal.awaitAfter(id, after, WAIT);
        }
        List<JournalLine> before = journal.awaitAfter(id, after, Duration.ZERO);
        if (!before.isEmpty()) {
            return before; // the records here are older than those of the pod to which the charge point has moved
        }
        try {
            List<JournalLine> lines = cluster.framesOf(other, id, after, MAX_BATCH);
            if (!lines.isEmpty()) {
                return lines;
            }
        } catch (IOException e) {
            // The pod is slow or dead. A charge point of a dead pod connects to another one.
        }
        TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        return List.of();
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
