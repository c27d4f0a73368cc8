package org.ocppgateway.simulator.behaviour.v16;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.simulator.behaviour.BootAnswer;
import org.ocppgateway.simulator.behaviour.BootAnswer.Registration;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.ConnectorStatus;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.Fields;
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

    private static final int MAX_INTERVAL_SECONDS = (int) Duration.ofDays(7).toSeconds();

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

    private final Commands16 commands = new Commands16(this);

    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public Message boot(ChargePointId id, Message.Reaction reaction) {
        String serialNumber = id.value().substring(0, Math.min(id.value().length(), MAX_SERIAL_NUMBER));
        Json payload = new Json()
                .put("chargePointVendor", "Simulator")
                .put("chargePointModel", "Virtual 22")
                .put("chargePointSerialNumber", serialNumber)
                .put("firmwareVersion", "1.0.0");
        return new Message(BOOT_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message heartbeat() {
        return new Message(HEARTBEAT, () -> "{}", Message.Reaction.NONE);
    }

    @Override
    public Message status(int connector, ConnectorStatus status, long now, Message.Reaction reaction) {
        Json payload = new Json()
                .put("connectorId", connector)
                .put("errorCode", "NoError")
                .put("status", status.word())
                .put("timestamp", Times.text(now));
        return new Message(STATUS_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message authorize(IdToken idToken, Message.Reaction reaction) {
        return new Message(
                AUTHORIZE, () -> new Json().put("idTag", idToken.value()).toString(), reaction);
    }

    @Override
    public Message transactionStarted(Transaction transaction, Message.Reaction reaction) {
        Json payload = new Json()
                .put("connectorId", Connector.NUMBER)
                .put("idTag", transaction.idToken().value())
                .put("meterStart", transaction.meterStart())
                .put("timestamp", Times.text(transaction.startedAt()));
        return new Message(START_TRANSACTION, payload::toString, reaction);
    }

    @Override
    public Message meterValues(Transaction transaction, long now) {
        return meterValues(transaction, transaction.meterAt(now), now);
    }

    /** Meter values that belong to a transaction, or to none. */
    Message meterValues(@Nullable Transaction transaction, long meter, long now) {
        return new Message(METER_VALUES, () -> meterPayload(transaction, meter, now), Message.Reaction.NONE);
    }

    private static String meterPayload(@Nullable Transaction transaction, long meter, long now) {
        int watts = transaction == null ? 0 : transaction.watts();
        String amperes = String.format(Locale.ROOT, "%.1f", (double) watts / PHASES / VOLTS);
        Json sample = new Json()
                .put("timestamp", Times.text(now))
                .put(
                        "sampledValue",
                        List.of(
                                value("Energy.Active.Import.Register", Long.toString(meter), "Wh"),
                                value("Power.Active.Import", Integer.toString(watts), "W"),
                                value("Current.Import", amperes, "A"),
                                value("Voltage", Integer.toString(VOLTS), "V"),
                                value("Temperature", "31.5", "Celsius")));
        Json payload = new Json().put("connectorId", Connector.NUMBER);
        if (transaction != null) {
            payload.put("transactionId", transactionId(transaction));
        }
        return payload.put("meterValue", List.of(sample)).toString();
    }

    private static Json value(String measurand, String value, String unit) {
        return new Json()
                .put("value", value)
                .put("context", "Sample.Periodic")
                .put("measurand", measurand)
                .put("location", "Outlet")
                .put("unit", unit);
    }

    @Override
    public Message transactionEnded(Transaction transaction, long now, StopReason reason) {
        return new Message(
                STOP_TRANSACTION,
                () -> new Json()
                        .put("transactionId", transactionId(transaction))
                        .put("idTag", transaction.idToken().value())
                        .put("meterStop", transaction.meterAt(now))
                        .put("timestamp", Times.text(now))
                        .put("reason", reason.word())
                        .toString(),
                Message.Reaction.NONE);
    }

    private static long transactionId(Transaction transaction) {
        return transaction.id() == null ? NO_TRANSACTION : Long.parseLong(transaction.id());
    }

    @Override
    public BootAnswer readBoot(String payload) {
        Fields fields = Fields.of(payload);
        Long interval = fields.integer("interval");
        Duration bounded =
                Duration.ofSeconds(interval == null ? 0 : Math.clamp(interval.longValue(), 0, MAX_INTERVAL_SECONDS));
        Registration registration = switch (fields.word("status")) {
            case "Accepted" -> Registration.ACCEPTED;
            case "Pending" -> Registration.PENDING;
            default -> Registration.REJECTED;
        };
        return new BootAnswer(registration, bounded);
    }

    @Override
    public boolean readAuthorization(String payload) {
        return isAccepted(Fields.of(payload));
    }

    @Override
    public boolean readTransactionStarted(String payload, Transaction transaction) {
        Fields fields = Fields.of(payload);
        Long id = fields.integer("transactionId");
        if (id != null) {
            transaction.named(id.toString());
        }
        return isAccepted(fields);
    }

    private static boolean isAccepted(Fields fields) {
        return "Accepted".equals(fields.object("idTagInfo").text("status"));
    }

    @Override
    public Reply answer(Frame.Call command, Station station, long now) {
        return commands.answer(command, station, now);
    }
}
