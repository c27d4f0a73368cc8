package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/**
 * The recorded frames of one charge point as lines of OCPP Trace Format 1.1. A line counts the frames before it that the format cannot
 * express. The records are read in parts, so that only one part is in memory.
 */
final class FrameExport implements ApiStream {
    /** Maximum number of records of a part. */
    private static final int PART = 1_000;

    /** A client that reads more slowly than the charge point sends would never see the end. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(30);

    private final ClusterFrames cluster;
    private final ChargePointId id;
    private final LongSupplier nanoTime;

    /** With one record more if there are further ones, as each part. */
    private final List<JournalLine> first;

    private FrameExport(ClusterFrames cluster, ChargePointId id, LongSupplier nanoTime, List<JournalLine> first) {
        this.cluster = cluster;
        this.id = id;
        this.nanoTime = nanoTime;
        this.first = first;
    }

    /**
     * Reads the first part.
     *
     * @param after position of the last record that the client has
     * @param nanoTime monotonic clock in nanoseconds
     * @throws ApiProblem if the pod of the charge point does not answer
     */
    static FrameExport open(ClusterFrames cluster, ChargePointId id, JournalPosition after, LongSupplier nanoTime)
            throws ApiProblem, InterruptedException {
        return new FrameExport(cluster, id, nanoTime, part(cluster, id, after));
    }

    private static List<JournalLine> part(ClusterFrames cluster, ChargePointId id, JournalPosition after)
            throws ApiProblem, InterruptedException {
        ClusterFrames.Found found = cluster.find(id, after, PART + 1);
        for (MissingPart part : found.missing()) {
            // The format has no place for what is missing. Other pods have at most an earlier session.
            if (cluster.otherPodOf(id)
                    .map(PodId::value)
                    .filter(part.pod()::equals)
                    .isPresent()) {
                throw ApiProblem.unavailable("the pod " + part.pod() + " of the charge point: " + part.reason());
            }
        }
        return found.lines();
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        long begun = nanoTime.getAsLong();
        List<JournalLine> part = first;
        int unreadable = write(part, 0, out);
        while (part.size() > PART) {
            if (nanoTime.getAsLong() - begun > MAX_DURATION.toNanos()) {
                throw new IOException("the export takes longer than " + MAX_DURATION.toMinutes() + " min");
            }
            part = next(part.get(PART - 1).position());
            unreadable = write(part, unreadable, out);
        }
    }

    private List<JournalLine> next(JournalPosition after) throws IOException, InterruptedException {
        try {
            return part(cluster, id, after);
        } catch (ApiProblem e) {
            throw new IOException(e.detail(), e);
        }
    }

    /**
     * Writes the frames of a part.
     *
     * @param before number of frames directly before them that the format cannot express
     * @return this number for the next part
     */
    private static int write(List<JournalLine> part, int before, OutputStream out) throws IOException {
        int unreadable = before;
        for (JournalLine line : part.subList(0, Math.min(PART, part.size()))) {
            switch (line.kind()) {
                case SESSION -> {}
                case UNREADABLE -> unreadable++;
                case FRAME -> {
                    String text = unreadable == 0 ? line.json() : withUnreadable(line.json(), unreadable);
                    out.write((text + "\n").getBytes(UTF_8));
                    unreadable = 0;
                }
            }
        }
        return unreadable;
    }

    private static String withUnreadable(String json, int count) {
        JsonElement record = JsonParser.parseString(json);
        record.getAsJsonObject().getAsJsonObject("meta").addProperty("unreadable", count);
        return record.toString();
    }
}
