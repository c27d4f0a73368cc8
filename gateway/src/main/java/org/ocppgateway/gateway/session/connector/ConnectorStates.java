package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventType;

/**
 * Connectors and transactions of one charge point, as the messages of its session reported them. Holds at most {@value #MAX_ENTRIES} of
 * each; of more, the one that was reported longest ago is dropped. Thread-safe.
 */
public final class ConnectorStates {
    /** Maximum number of connectors, and of transactions. */
    public static final int MAX_ENTRIES = 100;

    private static final Set<EventType> TRANSACTION_EVENTS =
            Set.of(EventType.TRANSACTION_STARTED, EventType.TRANSACTION_UPDATED, EventType.TRANSACTION_ENDED);

    /** The one that was reported longest ago is first. */
    private final Map<Place, Connector> connectors = new LinkedHashMap<>();

    /** By transaction id; the one that was reported longest ago is first. */
    private final Map<String, OpenTransaction> transactions = new LinkedHashMap<>();

    private int dropped;

    /** @param charging whether the status was Charging and no transaction has ended since */
    private record Connector(
            @Nullable String status, @Nullable String errorCode, Instant updatedAt, boolean charging) {
        Connector notCharging() {
            return charging ? new Connector(status, errorCode, updatedAt, false) : this;
        }
    }

    /** Whether the event of a message may say something about a connector or a transaction. */
    public static boolean concerns(Uplink.Accepted message) {
        return message.type().equals(EventType.CONNECTOR_STATUS)
                || TRANSACTION_EVENTS.contains(message.type())
                || message.type().equals(EventType.DEVICE_EVENT)
                        && message.fields().contains("\"connectors\"");
    }

    /**
     * Records a message that was accepted.
     *
     * @param now by the wall clock of the gateway
     * @param maskToken masks an id token
     * @return number of connectors and transactions that were dropped
     */
    public synchronized int record(Uplink.Accepted message, Instant now, UnaryOperator<String> maskToken) {
        int before = dropped;
        EventFields fields = EventFields.read(message.fields());
        if (message.type().equals(EventType.TRANSACTION_ENDED)) {
            end(fields);
        } else if (TRANSACTION_EVENTS.contains(message.type())) {
            boolean started = message.type().equals(EventType.TRANSACTION_STARTED);
            recordTransaction(fields, started, now, maskToken);
        } else if (message.type().equals(EventType.CONNECTOR_STATUS)) {
            recordStatus(fields, now);
        } else {
            fields.connectors().forEach(connector -> recordStatus(connector, now));
        }
        return dropped - before;
    }

    private void recordStatus(EventFields fields, Instant now) {
        Place place = Place.of(fields);
        String status = fields.text(EventField.STATUS);
        if (!place.isNamed() || status == null) {
            return;
        }
        connectors.remove(place);
        connectors.put(
                place, new Connector(status, fields.text(EventField.ERROR_CODE), now, status.equals("Charging")));
        dropOldest(connectors);
        if (status.equals("Available")) {
            transactions.values().stream()
                    .filter(transaction -> transaction.place().fits(place))
                    .forEach(OpenTransaction::onAvailable);
        }
    }

    private void recordTransaction(EventFields fields, boolean started, Instant now, UnaryOperator<String> maskToken) {
        String id = fields.text(EventField.TRANSACTION_ID);
        if (id == null) {
            return;
        }
        OpenTransaction known = transactions.remove(id);
        OpenTransaction transaction = known == null ? new OpenTransaction(id, now) : known;
        transaction.update(fields, now, maskToken);
        if (started) {
            transaction.start(fields);
        }
        // An EVSE has at most one transaction. The end of the earlier one was lost, or is reported later.
        transactions.values().removeIf(other -> other.place().isAtSameEvseAs(transaction.place()));
        transactions.put(id, transaction);
        dropOldest(transactions);
    }

    /** The end names no transaction if the charge point never received its id. It is the only one then, if there is only one. */
    private void end(EventFields fields) {
        String id = fields.text(EventField.TRANSACTION_ID);
        if (id == null && transactions.size() == 1) {
            id = transactions.keySet().iterator().next();
        }
        OpenTransaction ended = id == null ? null : transactions.remove(id);
        Place reported = Place.of(fields);
        Place place = reported.isNamed() || ended == null ? reported : ended.place();
        connectors.replaceAll((at, connector) -> place.fits(at) ? connector.notCharging() : connector);
    }

    private <K> void dropOldest(Map<K, ?> entries) {
        if (entries.size() > MAX_ENTRIES) {
            K oldest = entries.keySet().iterator().next();
            entries.remove(oldest);
            dropped++;
        }
    }

    /** Whether a transaction is open, or a connector has the status Charging. A transaction does not count while its connector is Available. */
    public synchronized boolean isCharging() {
        return connectors.values().stream().anyMatch(Connector::charging)
                || transactions.values().stream().anyMatch(OpenTransaction::isCharging);
    }

    /** The connectors with their transactions at this moment. */
    public synchronized ReportedConnectors view() {
        Map<Place, ReportedConnector> placed = new TreeMap<>();
        connectors.forEach((place, connector) -> placed.put(place, view(place, connector)));
        List<ReportedConnector> unplaced = new ArrayList<>();
        for (OpenTransaction transaction : transactions.values()) {
            if (transaction.place().isNamed()) {
                Place place = placeOf(transaction);
                placed.merge(place, view(place, transaction), ConnectorStates::join);
            } else {
                unplaced.add(view(transaction.place(), transaction));
            }
        }
        List<ReportedConnector> items = new ArrayList<>(placed.values());
        items.addAll(unplaced);
        return new ReportedConnectors(items, dropped);
    }

    /** A transaction that names only its EVSE is at the only connector of that EVSE, if there is only one. */
    private Place placeOf(OpenTransaction transaction) {
        Place place = transaction.place();
        List<Place> fitting =
                connectors.keySet().stream().filter(place::fits).limit(2).toList();
        return fitting.size() == 1 ? fitting.getFirst() : place;
    }

    private static ReportedConnector view(Place place, Connector connector) {
        return new ReportedConnector(
                place.evseId(),
                place.connectorId(),
                connector.status(),
                connector.errorCode(),
                connector.updatedAt(),
                null);
    }

    private static ReportedConnector view(Place place, OpenTransaction transaction) {
        return new ReportedConnector(
                place.evseId(), place.connectorId(), null, null, transaction.updatedAt(), transaction.view());
    }

    private static ReportedConnector join(ReportedConnector connector, ReportedConnector transaction) {
        boolean later = transaction.updatedAt().isAfter(connector.updatedAt());
        return new ReportedConnector(
                connector.evseId(),
                connector.connectorId(),
                connector.status(),
                connector.errorCode(),
                later ? transaction.updatedAt() : connector.updatedAt(),
                transaction.transaction());
    }
}
