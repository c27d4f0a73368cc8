package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.limit.FirstItems;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.gateway.session.Departure;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.SessionFacts;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.history.SessionHistory.PendingSessions;
import org.ocppgateway.routing.history.SessionHistoryException;

/** Answers queries about the charge points of this pod. Thread-safe. */
public final class LocalChargePoints {
    static final String LIST = "charge-points";
    static final String GET = "charge-point";
    static final String CONNECTORS = "connectors";
    static final String DISCONNECT = "disconnect";
    static final String SEARCH = "search";

    /** Maximum number of the latest sessions whose history is read for the order by reconnects. */
    private static final int MAX_HISTORIES = 1000;

    private static final Duration RECONNECT_PERIOD = Duration.ofHours(1);

    /** Maximum time that outstanding CALLs get before an operator's disconnect closes the connection. */
    private static final Duration DISCONNECT_LIMIT = Duration.ofSeconds(10);

    private static final int MAX_MATCHES = 20;

    /** A session, and the number of sessions of its charge point that ended within the period. */
    private record Reconnecting(SessionFacts facts, long reconnects) {
        private static final Comparator<Reconnecting> ORDER =
                Comparator.comparingLong(Reconnecting::reconnects).reversed().thenComparing(each -> id(each.facts()));

        JsonObject json(Instant now) {
            JsonObject item = ChargePointJson.of(facts, now);
            item.addProperty("reconnects", reconnects);
            return item;
        }
    }

    private final Sessions sessions;
    private final SessionHistory history;
    private final FrameJournal journal;
    private final InstantSource clock;

    public LocalChargePoints(Sessions sessions, SessionHistory history, FrameJournal journal, InstantSource clock) {
        this.sessions = sessions;
        this.history = history;
        this.journal = journal;
        this.clock = clock;
    }

    /** The queries by name. */
    public Map<String, PodQuery> queries() {
        return Map.of(
                LIST,
                this::list,
                GET,
                this::get,
                CONNECTORS,
                this::connectors,
                DISCONNECT,
                this::disconnect,
                SEARCH,
                this::search);
    }

    private JsonObject list(Map<String, String> parameters) throws InterruptedException {
        ChargePointFilter filter = ChargePointFilter.of(parameters);
        ChargePointSort sort = ChargePointSort.of(parameters.get("sort"));
        int limit = Integer.parseInt(parameters.getOrDefault("limit", "100"));
        String after = parameters.getOrDefault("after", "");
        Stream<SessionFacts> fitting =
                sessions.facts().filter(facts -> id(facts).compareTo(after) > 0).filter(filter::fits);
        Instant now = clock.instant();
        JsonObject page = new JsonObject();
        JsonArray items = new JsonArray();
        if (sort == ChargePointSort.RECONNECTS) {
            reconnecting(fitting, now, page).stream()
                    .sorted(Reconnecting.ORDER)
                    .limit(limit)
                    .forEach(each -> items.add(each.json(now)));
        } else {
            FirstItems.of(fitting, sort.orderOfFacts(), limit)
                    .forEach(facts -> items.add(ChargePointJson.of(facts, now)));
        }
        page.add("items", items);
        return page;
    }

    /** Charge points that connected within the last hour, with the number of their sessions that ended in it. */
    private List<Reconnecting> reconnecting(Stream<SessionFacts> fitting, Instant now, JsonObject page)
            throws InterruptedException {
        Instant since = now.minus(RECONNECT_PERIOD);
        List<SessionFacts> latest = FirstItems.of(
                fitting.filter(facts -> facts.route().connectedAt().isAfter(since)),
                ChargePointSort.RECONNECTS.orderOfFacts(),
                MAX_HISTORIES);
        List<PendingSessions> histories = latest.stream()
                .map(facts -> history.read(facts.route().chargePointId()))
                .toList();
        List<Reconnecting> found = new ArrayList<>();
        for (int i = 0; i < latest.size(); i++) {
            try {
                long reconnects = EndedSessions.read(histories.get(i).await()).stream()
                        .filter(session -> EndedSessions.endedAt(session).isAfter(since))
                        .count();
                found.add(new Reconnecting(latest.get(i), reconnects));
            } catch (SessionHistoryException e) {
                page.addProperty("problem", "Redis is unavailable, so reconnects are not known");
            }
        }
        return found;
    }

    /** The facts of one charge point; no members without a session here. */
    private JsonObject get(Map<String, String> parameters) {
        SessionFacts facts = sessions.facts(chargePointId(parameters));
        return facts == null ? new JsonObject() : ChargePointJson.of(facts, clock.instant());
    }

    /** Connectors that the session reported; no members without a session here. */
    private JsonObject connectors(Map<String, String> parameters) {
        ReportedConnectors connectors = sessions.connectors(chargePointId(parameters));
        return connectors == null ? new JsonObject() : ConnectorsApi.json(connectors);
    }

    /** Lets the session end after its outstanding CALLs; no members without a session here. */
    private JsonObject disconnect(Map<String, String> parameters) {
        ChargePointId id = chargePointId(parameters);
        SessionFacts facts = sessions.facts(id);
        JsonObject result = new JsonObject();
        if (facts != null && sessions.leave(id, new Departure(LeaveReason.DISCONNECT, DISCONNECT_LIMIT))) {
            result.addProperty("chargePointId", id.value());
            result.addProperty("pod", facts.route().pod().value());
            result.addProperty("epoch", facts.route().epoch().value());
        }
        return result;
    }

    /** Charge points whose identity begins with the text, or whose serial number or address it is; and the frame with this message id. */
    private JsonObject search(Map<String, String> parameters) {
        String text = parameters.getOrDefault("q", "");
        Instant now = clock.instant();
        JsonArray items = new JsonArray();
        Stream<SessionFacts> matches = sessions.facts()
                .filter(facts -> id(facts).startsWith(text)
                        || text.equalsIgnoreCase(facts.serialNumber())
                        || text.equals(ChargePointFilter.addressOf(facts)));
        FirstItems.of(matches, ChargePointSort.ID.orderOfFacts(), MAX_MATCHES)
                .forEach(facts -> items.add(ChargePointJson.of(facts, now)));
        JsonObject result = new JsonObject();
        result.add("items", items);
        journal.find(text).ifPresent(frame -> result.add("message", JsonParser.parseString(frame.json())));
        return result;
    }

    private static String id(SessionFacts facts) {
        return facts.route().chargePointId().value();
    }

    private static ChargePointId chargePointId(Map<String, String> parameters) {
        @Nullable String id = parameters.get("id");
        return new ChargePointId(id == null ? "" : id);
    }
}
