package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Asks the pods for the frames in their journals. Thread-safe. */
public final class JournalsOfCluster implements ClusterFrames {
    private final PodId pod;
    private final ClusterQueries cluster;
    private final KnownChargePoints known;

    public JournalsOfCluster(PodId pod, ClusterQueries cluster, KnownChargePoints known) {
        this.pod = pod;
        this.cluster = cluster;
        this.known = known;
    }

    @Override
    public Optional<PodId> otherPodOf(ChargePointId id) throws InterruptedException {
        return known.routes().otherPodOf(id, pod);
    }

    @Override
    public boolean isKnown(ChargePointId id) throws InterruptedException {
        try {
            return known.isKnown(id);
        } catch (RoutesUnavailableException | SessionHistoryException e) {
            return true;
        }
    }

    @Override
    public Found find(ChargePointId id, JournalPosition after, int limit) throws InterruptedException {
        ClusterAnswer answer = cluster.askAll(JournalQuery.NAME, parameters(id, after, limit));
        Map<JournalPosition, JournalLine> lines = new TreeMap<>();
        lines(answer).forEach(line -> lines.put(line.position(), line));
        return new Found(List.copyOf(lines.values()), MissingPart.of(answer));
    }

    @Override
    public List<JournalLine> framesOf(PodId other, ChargePointId id, @Nullable JournalPosition after, int limit)
            throws InterruptedException {
        return lines(cluster.ask(other, JournalQuery.NAME, parameters(id, after, limit)));
    }

    private static Map<String, String> parameters(ChargePointId id, @Nullable JournalPosition after, int limit) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(JournalQuery.ID, id.value());
        parameters.put(JournalQuery.LIMIT, Integer.toString(limit));
        if (after != null) {
            parameters.put(JournalQuery.AFTER, after.toString());
        }
        return parameters;
    }

    /** Ignores lines of a kind that this release does not know. */
    private static List<JournalLine> lines(ClusterAnswer answer) {
        return answer.answers().stream()
                .flatMap(of -> StreamSupport.stream(
                        of.body().getAsJsonArray(JournalQuery.LINES).spliterator(), false))
                .map(JsonElement::getAsString)
                .map(JournalLine::decode)
                .flatMap(Optional::stream)
                .toList();
    }
}
