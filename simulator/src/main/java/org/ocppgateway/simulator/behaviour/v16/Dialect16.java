package org.ocppgateway.simulator.behaviour.v16;

import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.BootAnswer;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.ConnectorStatus;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.Message;
import org.ocppgateway.simulator.behaviour.MeterReading;
import org.ocppgateway.simulator.behaviour.Moment;
import org.ocppgateway.simulator.behaviour.Nameplate;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Rules;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.behaviour.Transaction;

/** How things are said in OCPP 1.6. */
public final class Dialect16 implements Dialect {
    /** What a transaction is called whose StartTransaction was never answered (OCPP 1.6 errata, 3.18). */
    private static final long NO_TRANSACTION = -1;

    /** The charge point itself, where a connector is meant. */
    static final int CHARGE_POINT = 0;

    private static final Rules RULES = new Rules(OcppVersion.V1_6);

    private static final Action BOOT_NOTIFICATION = new Action("BootNotification");
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action STATUS_NOTIFICATION = new Action("StatusNotification");
    private static final Action AUTHORIZE = new Action("Authorize");
    private static final Action START_TRANSACTION = new Action("StartTransaction");
    private static final Action STOP_TRANSACTION = new Action("StopTransaction");
    private static final Action METER_VALUES = new Action("MeterValues");

    @Override
    public Rules rules() {
        return RULES;
    }

    @Override
    public Message boot(ChargePointId id, BootReason reason, Message.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .field("chargePointVendor", Nameplate.VENDOR)
                .field("chargePointModel", Nameplate.MODEL)
                .field("chargePointSerialNumber", Nameplate.serialNumber(id))
                .field("firmwareVersion", Nameplate.FIRMWARE_VERSION)
                .endObject();
        return new Message(BOOT_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message heartbeat() {
        return Message.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Optional<Message> ownStatus(ConnectorStatus status, long now) {
        return Optional.of(status(CHARGE_POINT, status, now, (answer, at) -> {}));
    }

    @Override
    public Message status(ConnectorStatus status, long now, Message.Reaction reaction) {
        return status(Connector.NUMBER, status, now, reaction);
    }

    @Override
    public String word(ConnectorStatus status) {
        return status.word();
    }

    private static Message status(int connector, ConnectorStatus status, long now, Message.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .field("connectorId", connector)
                .field("errorCode", "NoError")
                .field("status", status.word())
                .field("timestamp", Times.text(now))
                .endObject();
        return new Message(STATUS_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message authorize(IdToken idToken, Message.Reaction reaction) {
        return new Message(AUTHORIZE, () -> JsonText.object("idTag", idToken.value()), reaction);
    }

    @Override
    public @Nullable String transactionId(SplittableRandom random) {
        return null;
    }

    @Override
    public Message transactionStarted(Transaction transaction, Moment moment, Message.Reaction reaction) {
        return new Message(START_TRANSACTION, () -> startPayload(transaction), reaction);
    }

    @Override
    public Optional<Message> chargingBegan(Transaction transaction, Moment moment) {
        return Optional.empty();
    }

    @Override
    public Message meterValues(Transaction transaction, Moment moment) {
        long time = moment.time();
        return Message.of(METER_VALUES, () -> meterPayload(transaction, transaction.readingAt(time), time));
    }

    /** Meter values outside of any transaction. */
    Message meterValues(MeterReading reading, long now) {
        return Message.of(METER_VALUES, () -> meterPayload(null, reading, now));
    }

    @Override
    public Message transactionEnded(Transaction transaction, Moment moment, StopReason reason) {
        return Message.of(STOP_TRANSACTION, () -> stopPayload(transaction, moment.time(), reason));
    }

    @Override
    public BootAnswer readBoot(String payload) {
        return BootAnswer.of(RULES.response(BOOT_NOTIFICATION, payload));
    }

    @Override
    public boolean readAuthorization(String payload) {
        return isAccepted(RULES.response(AUTHORIZE, payload));
    }

    @Override
    public boolean readTransactionStarted(String payload, Transaction transaction) {
        Payload answer = RULES.response(START_TRANSACTION, payload);
        Long id = answer == null ? null : answer.integer("transactionId");
        if (id != null) {
            transaction.named(id.toString());
        }
        return isAccepted(answer);
    }

    @Override
    public Reply answer(Frame.Call command, Station station, long now) {
        // Until it may ask again a rejected charge point says nothing at all (OCPP 1.6, 4.2).
        return station.isRejected()
                ? new Reply.Silence()
                : RULES.answer(command, new Commands16(this, station, now)::answer);
    }

    private static boolean isAccepted(@Nullable Payload answer) {
        Payload idTagInfo = answer == null ? null : answer.object("idTagInfo");
        return idTagInfo != null && "Accepted".equals(idTagInfo.text("status"));
    }

    private static String startPayload(Transaction transaction) {
        return new JsonText()
                .beginObject()
                .field("connectorId", Connector.NUMBER)
                .field("idTag", transaction.idToken().value())
                .field("meterStart", transaction.meterStart())
                .field("timestamp", Times.text(transaction.startedAt()))
                .endObject()
                .toString();
    }

    private static String stopPayload(Transaction transaction, long now, StopReason reason) {
        return new JsonText()
                .beginObject()
                .field("transactionId", idOf(transaction))
                .field("idTag", transaction.idToken().value())
                .field("meterStop", transaction.meterAt(now))
                .field("timestamp", Times.text(now))
                .field("reason", reason.word())
                .endObject()
                .toString();
    }

    private static String meterPayload(@Nullable Transaction transaction, MeterReading reading, long now) {
        JsonText payload = new JsonText(800).beginObject().field("connectorId", Connector.NUMBER);
        if (transaction != null) {
            payload.field("transactionId", idOf(transaction));
        }
        payload.beginArray("meterValue")
                .beginObject()
                .field("timestamp", Times.text(now))
                .beginArray("sampledValue");
        sample(payload, "Energy.Active.Import.Register", Long.toString(reading.wattHours()), "Wh");
        sample(payload, "Power.Active.Import", Integer.toString(reading.watts()), "W");
        sample(payload, "Current.Import", reading.amperes(), "A");
        sample(payload, "Voltage", Integer.toString(MeterReading.VOLTS), "V");
        sample(payload, "Temperature", "31.5", "Celsius");
        return payload.endArray().endObject().endArray().endObject().toString();
    }

    private static void sample(JsonText payload, String measurand, String value, String unit) {
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
