package org.ocppgateway.simulator.behaviour.v2;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.BootResponse;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.ConnectorStatus;
import org.ocppgateway.simulator.behaviour.DeviceInfo;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.EventTime;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.MessageValidator;
import org.ocppgateway.simulator.behaviour.MeterReading;
import org.ocppgateway.simulator.behaviour.OutgoingCall;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Transaction;

/** Messages of OCPP 2.0.1 and 2.1. The two versions do not differ in the messages that this charge point sends. */
public final class Dialect2 implements Dialect {
    /** Id of the single EVSE, which has the single connector. */
    static final int EVSE = 1;

    private static final Action BOOT_NOTIFICATION = new Action("BootNotification");
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action STATUS_NOTIFICATION = new Action("StatusNotification");
    private static final Action AUTHORIZE = new Action("Authorize");
    private static final Action METER_VALUES = new Action("MeterValues");

    private final MessageValidator validator;

    /** @param version 2.0.1 or 2.1 */
    public Dialect2(OcppVersion version) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("Dialect2 does not support OCPP 1.6");
        }
        this.validator = new MessageValidator(version);
    }

    @Override
    public MessageValidator validator() {
        return validator;
    }

    @Override
    public OutgoingCall bootNotification(ChargePointId id, BootReason reason, OutgoingCall.Callback callback) {
        JsonBuilder payload = new JsonBuilder()
                .beginObject()
                .beginObject("chargingStation")
                .field("model", DeviceInfo.MODEL)
                .field("vendorName", DeviceInfo.VENDOR)
                .field("serialNumber", DeviceInfo.serialNumber(id))
                .field("firmwareVersion", DeviceInfo.FIRMWARE_VERSION)
                .endObject()
                .field("reason", ocppName(reason))
                .endObject();
        return new OutgoingCall(BOOT_NOTIFICATION, payload::toString, callback);
    }

    @Override
    public OutgoingCall heartbeat() {
        return OutgoingCall.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Optional<OutgoingCall> chargePointStatus(ConnectorStatus status, long now) {
        return Optional.empty();
    }

    @Override
    public OutgoingCall connectorStatus(ConnectorStatus status, long now, OutgoingCall.Callback callback) {
        JsonBuilder payload = new JsonBuilder()
                .beginObject()
                .field("timestamp", EpochNanos.toTimestamp(now))
                .field("connectorStatus", statusName(status))
                .field("evseId", EVSE)
                .field("connectorId", Connector.NUMBER)
                .endObject();
        return new OutgoingCall(STATUS_NOTIFICATION, payload::toString, callback);
    }

    @Override
    public String statusName(ConnectorStatus status) {
        return switch (status) {
            case PREPARING, CHARGING, FINISHING -> "Occupied";
            case AVAILABLE, RESERVED, UNAVAILABLE -> status.ocppName();
        };
    }

    @Override
    public OutgoingCall authorize(IdToken idToken, OutgoingCall.Callback callback) {
        JsonBuilder payload = new JsonBuilder().beginObject();
        TransactionEvents.writeToken(payload, idToken);
        return new OutgoingCall(AUTHORIZE, payload.endObject()::toString, callback);
    }

    @Override
    public String newTransactionId(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    @Override
    public OutgoingCall transactionStarted(
            Transaction transaction, EventTime eventTime, OutgoingCall.Callback callback) {
        return TransactionEvents.started(transaction, eventTime, callback);
    }

    @Override
    public Optional<OutgoingCall> chargingStarted(Transaction transaction, EventTime eventTime) {
        return Optional.of(TransactionEvents.chargingStarted(transaction, eventTime));
    }

    @Override
    public OutgoingCall meterValues(Transaction transaction, EventTime eventTime) {
        return TransactionEvents.sampled(transaction, eventTime);
    }

    /** Creates meter values requested by TriggerMessage. */
    OutgoingCall meterValues(MeterReading reading, long now) {
        return OutgoingCall.of(METER_VALUES, () -> {
            JsonBuilder payload = new JsonBuilder(800).beginObject().field("evseId", EVSE);
            MeterValuesWriter.writeAll(payload, reading, now, MeterValuesWriter.TRIGGER);
            return payload.endObject().toString();
        });
    }

    @Override
    public OutgoingCall transactionEnded(Transaction transaction, EventTime eventTime, StopReason reason) {
        return TransactionEvents.ended(transaction, eventTime, reason);
    }

    @Override
    public BootResponse parseBootResponse(String payload) {
        return BootResponse.of(validator.response(BOOT_NOTIFICATION, payload));
    }

    @Override
    public boolean isAuthorized(String payload) {
        return "Accepted".equals(tokenStatus(validator.response(AUTHORIZE, payload)));
    }

    @Override
    public boolean applyStartResponse(String payload, Transaction transaction) {
        String status = tokenStatus(validator.response(TransactionEvents.ACTION, payload));
        return status == null || status.equals("Accepted");
    }

    @Override
    public CommandResponse handleCommand(Frame.Call command, StandardChargePoint chargePoint, long now) {
        // OCPP 2.0.1, B03.FR.07.
        return chargePoint.isRejected()
                ? new CommandResponse.Refusal(ErrorCode.SECURITY_ERROR, "the charge point is rejected")
                : validator.dispatch(command, new CommandHandler2(this, chargePoint, now)::handle);
    }

    private static @Nullable String tokenStatus(@Nullable Payload answer) {
        Payload idTokenInfo = answer == null ? null : answer.object("idTokenInfo");
        return idTokenInfo == null ? null : idTokenInfo.text("status");
    }

    private static String ocppName(BootReason reason) {
        return switch (reason) {
            case POWER_UP -> "PowerUp";
            case REMOTE_RESET -> "RemoteReset";
            case TRIGGERED -> "Triggered";
        };
    }
}
