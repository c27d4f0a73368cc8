package org.ocppgateway.simulator.behaviour.v16;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
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

/** Messages of OCPP 1.6. */
public final class Dialect16 implements Dialect {
    /** Transaction id if StartTransaction was never answered (OCPP 1.6 errata, 3.18). */
    private static final long NO_TRANSACTION = -1;

    /** Connector id of the charge point itself. */
    static final int CHARGE_POINT = 0;

    private static final MessageValidator VALIDATOR = new MessageValidator(OcppVersion.V1_6);

    private static final Action BOOT_NOTIFICATION = new Action("BootNotification");
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action STATUS_NOTIFICATION = new Action("StatusNotification");
    private static final Action AUTHORIZE = new Action("Authorize");
    private static final Action START_TRANSACTION = new Action("StartTransaction");
    private static final Action STOP_TRANSACTION = new Action("StopTransaction");
    private static final Action METER_VALUES = new Action("MeterValues");

    @Override
    public MessageValidator validator() {
        return VALIDATOR;
    }

    @Override
    public OutgoingCall bootNotification(ChargePointId id, BootReason reason, OutgoingCall.Callback callback) {
        JsonBuilder payload = new JsonBuilder()
                .beginObject()
                .field("chargePointVendor", DeviceInfo.VENDOR)
                .field("chargePointModel", DeviceInfo.MODEL)
                .field("chargePointSerialNumber", DeviceInfo.serialNumber(id))
                .field("firmwareVersion", DeviceInfo.FIRMWARE_VERSION)
                .endObject();
        return new OutgoingCall(BOOT_NOTIFICATION, payload::toString, callback);
    }

    @Override
    public OutgoingCall heartbeat() {
        return OutgoingCall.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Optional<OutgoingCall> chargePointStatus(ConnectorStatus status, long now) {
        return Optional.of(status(CHARGE_POINT, status, now, (answer, at) -> {}));
    }

    @Override
    public OutgoingCall connectorStatus(ConnectorStatus status, long now, OutgoingCall.Callback callback) {
        return status(Connector.NUMBER, status, now, callback);
    }

    @Override
    public String statusName(ConnectorStatus status) {
        return status.ocppName();
    }

    private static OutgoingCall status(
            int connector, ConnectorStatus status, long now, OutgoingCall.Callback callback) {
        JsonBuilder payload = new JsonBuilder()
                .beginObject()
                .field("connectorId", connector)
                .field("errorCode", "NoError")
                .field("status", status.ocppName())
                .field("timestamp", EpochNanos.toTimestamp(now))
                .endObject();
        return new OutgoingCall(STATUS_NOTIFICATION, payload::toString, callback);
    }

    @Override
    public OutgoingCall authorize(IdToken idToken, OutgoingCall.Callback callback) {
        return new OutgoingCall(AUTHORIZE, () -> JsonBuilder.object("idTag", idToken.value()), callback);
    }

    @Override
    public @Nullable String newTransactionId(SplittableRandom random) {
        return null;
    }

    @Override
    public OutgoingCall transactionStarted(
            Transaction transaction, EventTime eventTime, OutgoingCall.Callback callback) {
        return new OutgoingCall(START_TRANSACTION, () -> startPayload(transaction), callback);
    }

    @Override
    public Optional<OutgoingCall> chargingStarted(Transaction transaction, EventTime eventTime) {
        return Optional.empty();
    }

    @Override
    public OutgoingCall meterValues(Transaction transaction, EventTime eventTime) {
        long time = eventTime.nanos();
        return OutgoingCall.of(METER_VALUES, () -> meterPayload(transaction, transaction.readingAt(time), time));
    }

    /** Creates meter values without a transaction. */
    OutgoingCall meterValues(MeterReading reading, long now) {
        return OutgoingCall.of(METER_VALUES, () -> meterPayload(null, reading, now));
    }

    @Override
    public OutgoingCall transactionEnded(Transaction transaction, EventTime eventTime, StopReason reason) {
        return OutgoingCall.of(STOP_TRANSACTION, () -> stopPayload(transaction, eventTime.nanos(), reason));
    }

    @Override
    public BootResponse parseBootResponse(String payload) {
        return BootResponse.of(VALIDATOR.response(BOOT_NOTIFICATION, payload));
    }

    @Override
    public boolean isAuthorized(String payload) {
        return isAccepted(VALIDATOR.response(AUTHORIZE, payload));
    }

    @Override
    public boolean applyStartResponse(String payload, Transaction transaction) {
        Payload answer = VALIDATOR.response(START_TRANSACTION, payload);
        Long id = answer == null ? null : answer.integer("transactionId");
        if (id != null) {
            transaction.assignId(id.toString());
        }
        return isAccepted(answer);
    }

    @Override
    public CommandResponse handleCommand(Frame.Call command, StandardChargePoint chargePoint, long now) {
        // A rejected charge point sends nothing until the next BootNotification (OCPP 1.6, 4.2).
        return chargePoint.isRejected()
                ? new CommandResponse.NoResponse()
                : VALIDATOR.dispatch(command, new CommandHandler16(this, chargePoint, now)::handle);
    }

    private static boolean isAccepted(@Nullable Payload answer) {
        Payload idTagInfo = answer == null ? null : answer.object("idTagInfo");
        return idTagInfo != null && "Accepted".equals(idTagInfo.text("status"));
    }

    private static String startPayload(Transaction transaction) {
        return new JsonBuilder()
                .beginObject()
                .field("connectorId", Connector.NUMBER)
                .field("idTag", transaction.idToken().value())
                .field("meterStart", transaction.meterStart())
                .field("timestamp", EpochNanos.toTimestamp(transaction.startedAt()))
                .endObject()
                .toString();
    }

    private static String stopPayload(Transaction transaction, long now, StopReason reason) {
        return new JsonBuilder()
                .beginObject()
                .field("transactionId", idOf(transaction))
                .field("idTag", transaction.idToken().value())
                .field("meterStop", transaction.meterAt(now))
                .field("timestamp", EpochNanos.toTimestamp(now))
                .field("reason", reason.ocppName())
                .endObject()
                .toString();
    }

    private static String meterPayload(@Nullable Transaction transaction, MeterReading reading, long now) {
        JsonBuilder payload = new JsonBuilder(800).beginObject().field("connectorId", Connector.NUMBER);
        if (transaction != null) {
            payload.field("transactionId", idOf(transaction));
        }
        payload.beginArray("meterValue")
                .beginObject()
                .field("timestamp", EpochNanos.toTimestamp(now))
                .beginArray("sampledValue");
        sample(payload, "Energy.Active.Import.Register", Long.toString(reading.wattHours()), "Wh");
        sample(payload, "Power.Active.Import", Integer.toString(reading.watts()), "W");
        sample(payload, "Current.Import", reading.amperes(), "A");
        sample(payload, "Voltage", Integer.toString(MeterReading.VOLTS), "V");
        sample(payload, "Temperature", "31.5", "Celsius");
        return payload.endArray().endObject().endArray().endObject().toString();
    }

    private static void sample(JsonBuilder payload, String measurand, String value, String unit) {
        payload.beginObject()
                .field("value", value)
                .field("context", "Sample.Periodic")
                .field("measurand", measurand)
                .field("location", "Outlet")
                .field("unit", unit)
                .endObject();
    }

    private static long idOf(Transaction transaction) {
        return transaction.id() == null ? NO_TRANSACTION : Long.parseLong(transaction.id());
    }
}
