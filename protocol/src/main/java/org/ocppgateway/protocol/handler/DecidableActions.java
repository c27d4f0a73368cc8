package org.ocppgateway.protocol.handler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.model.EventType;

/**
 * Actions whose answer a backend can decide, in any version. Excludes actions whose answer has no content to decide. An action
 * is included even if only one version has such content (MeterValues of OCPP 1.6 has none).
 */
public final class DecidableActions {
    private static final Map<String, List<EventType>> DECISION_EVENTS = Map.ofEntries(
            Map.entry("Authorize", List.of(EventType.AUTHORIZATION_REQUESTED)),
            Map.entry("BootNotification", List.of(EventType.DEVICE_ONLINE)),
            Map.entry("DataTransfer", List.of(EventType.DATA_TRANSFER)),
            Map.entry("Get15118EVCertificate", List.of(EventType.EV_CERTIFICATE_REQUESTED)),
            Map.entry("GetCertificateChainStatus", List.of(EventType.CERTIFICATE_CHAIN_STATUS_REQUESTED)),
            Map.entry("GetCertificateStatus", List.of(EventType.CERTIFICATE_STATUS_REQUESTED)),
            Map.entry("NotifyEVChargingNeeds", List.of(EventType.EV_CHARGING_NEEDS)),
            Map.entry("NotifyEVChargingSchedule", List.of(EventType.EV_CHARGING_SCHEDULE)),
            Map.entry("NotifySettlement", List.of(EventType.PAYMENT_SETTLEMENT)),
            Map.entry("OpenPeriodicEventStream", List.of(EventType.EVENT_STREAM_REQUESTED)),
            Map.entry("PullDynamicScheduleUpdate", List.of(EventType.DYNAMIC_SCHEDULE_REQUESTED)),
            Map.entry("SignCertificate", List.of(EventType.CERTIFICATE_REQUESTED)),
            Map.entry("StartTransaction", List.of(EventType.TRANSACTION_STARTED)),
            Map.entry("StopTransaction", List.of(EventType.TRANSACTION_ENDED)),
            Map.entry(
                    "TransactionEvent",
                    List.of(EventType.TRANSACTION_STARTED, EventType.TRANSACTION_UPDATED, EventType.TRANSACTION_ENDED)),
            Map.entry("VatNumberValidation", List.of(EventType.VAT_VALIDATION_REQUESTED)));

    private DecidableActions() {}

    /** Returns the names of the actions in alphabetical order. */
    public static Set<String> actions() {
        return new TreeSet<>(DECISION_EVENTS.keySet());
    }

    /** Returns the types of the events that ask the backend about an action. Empty if there is nothing to decide. */
    public static List<EventType> decisionEvents(Action action) {
        return DECISION_EVENTS.getOrDefault(action.name(), List.of());
    }

    /**
     * Returns whether this message needs a decision. Messages of a running transaction need one only if they contain a token.
     */
    public static boolean needsDecision(Uplink.Accepted uplink) {
        return decisionEvents(uplink.action()).contains(uplink.type())
                && switch (uplink.action().name()) {
                    case "StopTransaction" -> uplink.payload().has("idTag");
                    case "TransactionEvent" -> uplink.payload().has("idToken");
                    default -> true;
                };
    }
}
