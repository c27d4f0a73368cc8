package org.ocppgateway.simulator.behaviour.v2;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.EventTime;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.OutgoingCall;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Transaction;

/**
 * Creates the TransactionEvents of a transaction. The sequence number is assigned at creation, so a repeated message
 * keeps its number.
 *
 * <p>A transaction starts when the driver is authorized and plugged in. The first event contains the EVSE. Events
 * contain the token if the driver presents it.
 */
final class TransactionEvents {
    static final Action ACTION = new Action("TransactionEvent");

    private static final String CONNECTED = "EVConnected";
    private static final String CHARGING = "Charging";

    private TransactionEvents() {}

    static OutgoingCall started(Transaction transaction, EventTime eventTime, OutgoingCall.Callback callback) {
        int number = transaction.nextSequenceNumber();
        return new OutgoingCall(
                ACTION,
                () -> {
                    String trigger = transaction.driver().remote() ? "RemoteStart" : "Authorized";
                    JsonBuilder event = begin("Started", trigger, number, eventTime);
                    info(event, transaction, CONNECTED, null);
                    MeterValuesWriter.writeRegister(
                            event,
                            transaction.readingAt(eventTime.nanos()),
                            eventTime.nanos(),
                            MeterValuesWriter.BEGIN);
                    event.beginObject("evse")
                            .field("id", Dialect2.EVSE)
                            .field("connectorId", Connector.NUMBER)
                            .endObject();
                    writeToken(event, transaction.idToken());
                    return event.endObject().toString();
                },
                callback);
    }

    static OutgoingCall chargingStarted(Transaction transaction, EventTime eventTime) {
        int number = transaction.nextSequenceNumber();
        return OutgoingCall.of(ACTION, () -> {
            JsonBuilder event = begin("Updated", "ChargingStateChanged", number, eventTime);
            info(event, transaction, CHARGING, null);
            return event.endObject().toString();
        });
    }

    static OutgoingCall sampled(Transaction transaction, EventTime eventTime) {
        return metered(transaction, eventTime, "MeterValuePeriodic", MeterValuesWriter.PERIODIC);
    }

    static OutgoingCall triggered(Transaction transaction, EventTime eventTime) {
        return metered(transaction, eventTime, "Trigger", MeterValuesWriter.TRIGGER);
    }

    static OutgoingCall ended(Transaction transaction, EventTime eventTime, StopReason reason) {
        int number = transaction.nextSequenceNumber();
        return OutgoingCall.of(ACTION, () -> {
            JsonBuilder event = begin("Ended", trigger(reason), number, eventTime);
            info(event, transaction, CONNECTED, ocppName(reason));
            MeterValuesWriter.writeRegister(
                    event, transaction.readingAt(eventTime.nanos()), eventTime.nanos(), MeterValuesWriter.END);
            if (reason == StopReason.LOCAL) {
                writeToken(event, transaction.idToken());
            }
            return event.endObject().toString();
        });
    }

    static void writeToken(JsonBuilder payload, IdToken idToken) {
        payload.beginObject("idToken")
                .field("idToken", idToken.value())
                .field("type", idToken.type())
                .endObject();
    }

    private static OutgoingCall metered(Transaction transaction, EventTime eventTime, String trigger, String context) {
        int number = transaction.nextSequenceNumber();
        return OutgoingCall.of(ACTION, () -> {
            JsonBuilder event = begin("Updated", trigger, number, eventTime);
            info(event, transaction, CHARGING, null);
            MeterValuesWriter.writeAll(event, transaction.readingAt(eventTime.nanos()), eventTime.nanos(), context);
            return event.endObject().toString();
        });
    }

    private static JsonBuilder begin(String type, String trigger, int number, EventTime eventTime) {
        JsonBuilder event = new JsonBuilder(1000)
                .beginObject()
                .field("eventType", type)
                .field("timestamp", EpochNanos.toTimestamp(eventTime.nanos()))
                .field("triggerReason", trigger)
                .field("seqNo", number);
        return eventTime.offline() ? event.field("offline", true) : event;
    }

    private static void info(JsonBuilder event, Transaction transaction, String state, @Nullable String stoppedReason) {
        event.beginObject("transactionInfo")
                .field(
                        "transactionId",
                        Objects.requireNonNull(transaction.id(), "the charge point assigns the id at the start"))
                .field("chargingState", state)
                .field("stoppedReason", stoppedReason);
        Long remoteStartId = transaction.driver().remoteStartId();
        if (remoteStartId != null) {
            event.field("remoteStartId", remoteStartId);
        }
        event.endObject();
    }

    private static String trigger(StopReason reason) {
        return switch (reason) {
            case LOCAL -> "StopAuthorized";
            case REMOTE -> "RemoteStop";
            case DE_AUTHORIZED -> "Deauthorized";
            case UNLOCK_COMMAND -> "UnlockCommand";
            case SOFT_RESET, HARD_RESET -> "ResetCommand";
        };
    }

    private static String ocppName(StopReason reason) {
        return switch (reason) {
            case LOCAL, REMOTE, DE_AUTHORIZED -> reason.ocppName();
            case UNLOCK_COMMAND -> "Other";
            case SOFT_RESET, HARD_RESET -> "ImmediateReset";
        };
    }
}
