package org.ocppgateway.simulator.behaviour.v16;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.BootAnswer;
import org.ocppgateway.simulator.behaviour.BootAnswer.Registration;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.ConnectorStatus;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.Message;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.behaviour.Transaction;

/** How things are said in OCPP 1.6. */
public final class Dialect16 implements Dialect {
    /** CiString25Type. */
    private static final int MAX_SERIAL_NUMBER = 25;

    private static final long MAX_INTERVAL_SECONDS = Duration.ofDays(7).toSeconds();

    /** What a transaction is called whose StartTransaction was never answered (OCPP 1.6 errata, 3.18). */
    private static final long NO_TRANSACTION = -1;

    private static final int VOLTS = 230;
    private static final int PHASES = 3;

    private static final Action BOOT_NOTIFICATION = new Action("BootNotification");
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action STATUS_NOTIFICATION = new Action("StatusNotification");
    private static final Action AUTHORIZE = new Action("Authorize");
    private static final Action START_TRANSACTION = new Action("StartTransaction");
    private static final Action STOP_TRANSACTION = new Action("StopTransaction");
    private static final Action METER_VALUES = new Action("MeterValues");

    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public Message boot(ChargePointId id, Message.Reaction reaction) {
        String serialNumber = id.value().substring(0, Math.min(id.value().length(), MAX_SERIAL_NUMBER));
        JsonText payload = new JsonText()
                .beginObject()
                .field("chargePointVendor", "Simulator")
                .field("chargePointModel", "Virtual 22")
                .field("chargePointSerialNumber", serialNumber)
                .field("firmwareVersion", "1.0.0")
                .endObject();
        return new Message(BOOT_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message heartbeat() {
        return Message.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Message status(int connector, ConnectorStatus status, long now, Message.Reaction reaction) {
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
    public Message transactionStarted(Transaction transaction, Message.Reaction reaction) {
        return new Message(START_TRANSACTION, () -> startPayload(transaction), reaction);
    }

    @Override
    public Message meterValues(Transaction transaction, long now) {
        return Message.of(METER_VALUES, () -> meterPayload(transaction, transaction.meterAt(now), now));
    }

    /** Meter values outside of any transaction. */
    Message meterValues(long meter, long now) {
        return Message.of(METER_VALUES, () -> meterPayload(null, meter, now));
    }

    @Override
    public Message transactionEnded(Transaction transaction, long now, StopReason reason) {
        return Message.of(STOP_TRANSACTION, () -> stopPayload(transaction, now, reason));
    }

    @Override
    public BootAnswer readBoot(String payload) {
        Payload answer = Payloads16.response(BOOT_NOTIFICATION, payload).payload();
        String status = answer == null ? null : answer.text("status");
        Long interval = answer == null ? null : answer.integer("interval");
        Registration registration = Registration.REJECTED;
        if ("Accepted".equals(status)) {
            registration = Registration.ACCEPTED;
        } else if ("Pending".equals(status)) {
            registration = Registration.PENDING;
        }
        long seconds = interval == null ? 0 : Math.clamp(interval, 0L, MAX_INTERVAL_SECONDS);
        return new BootAnswer(registration, Duration.ofSeconds(seconds));
    }

    @Override
    public boolean readAuthorization(String payload) {
        return isAccepted(Payloads16.response(AUTHORIZE, payload).payload());
    }

    @Override
    public boolean readTransactionStarted(String payload, Transaction transaction) {
        Payload answer = Payloads16.response(START_TRANSACTION, payload).payload();
        Long id = answer == null ? null : answer.integer("transactionId");
        if (id != null) {
            transaction.named(id.toString());
        }
        return isAccepted(answer);
    }

    @Override
    public Optional<String> problemWith(Action action, String response) {
        return Payloads16.response(action, response).refusal().map(Payloads16::describe);
    }

    @Override
    public Reply answer(Frame.Call command, Station station, long now) {
        return new Commands16(this, station, now).answer(command);
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

    private static String meterPayload(@Nullable Transaction transaction, long meter, long now) {
        int watts = transaction == null ? 0 : transaction.watts();
        JsonText payload = new JsonText(800).beginObject().field("connectorId", Connector.NUMBER);
        if (transaction != null) {
            payload.field("transactionId", idOf(transaction));
        }
        payload.beginArray("meterValue")
                .beginObject()
                .field("timestamp", Times.text(now))
                .beginArray("sampledValue");
        sample(payload, "Energy.Active.Import.Register", Long.toString(meter), "Wh");
        sample(payload, "Power.Active.Import", Integer.toString(watts), "W");
        sample(payload, "Current.Import", String.format(Locale.ROOT, "%.1f", (double) watts / PHASES / VOLTS), "A");
        sample(payload, "Voltage", Integer.toString(VOLTS), "V");
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
