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

/** How things are said in OCPP 2.0.1 and 2.1, which differ in nothing that this charge point says of itself. */
public final class Dialect2 implements Dialect {
    /** The one EVSE, with the one connector. */
    static final int EVSE = 1;

    private static final Action BOOT_NOTIFICATION = new Action("BootNotification");
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action STATUS_NOTIFICATION = new Action("StatusNotification");
    private static final Action AUTHORIZE = new Action("Authorize");
    private static final Action METER_VALUES = new Action("MeterValues");

    private final Rules rules;

    /** @param version 2.0.1 or 2.1 */
    public Dialect2(OcppVersion version) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("OCPP 1.6 has a dialect of its own");
        }
        this.rules = new Rules(version);
    }

    @Override
    public Rules rules() {
        return rules;
    }

    @Override
    public Message boot(ChargePointId id, BootReason reason, Message.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .beginObject("chargingStation")
                .field("model", Nameplate.MODEL)
                .field("vendorName", Nameplate.VENDOR)
                .field("serialNumber", Nameplate.serialNumber(id))
                .field("firmwareVersion", Nameplate.FIRMWARE_VERSION)
                .endObject()
                .field("reason", word(reason))
                .endObject();
        return new Message(BOOT_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public Message heartbeat() {
        return Message.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Optional<Message> ownStatus(ConnectorStatus status, long now) {
        return Optional.empty();
    }

    @Override
    public Message status(ConnectorStatus status, long now, Message.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .field("timestamp", Times.text(now))
                .field("connectorStatus", word(status))
                .field("evseId", EVSE)
                .field("connectorId", Connector.NUMBER)
                .endObject();
        return new Message(STATUS_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public String word(ConnectorStatus status) {
        return switch (status) {
            case PREPARING, CHARGING, FINISHING -> "Occupied";
            case AVAILABLE, RESERVED, UNAVAILABLE -> status.word();
        };
    }

    @Override
    public Message authorize(IdToken idToken, Message.Reaction reaction) {
        JsonText payload = new JsonText().beginObject();
        TransactionEvents.writeToken(payload, idToken);
        return new Message(AUTHORIZE, payload.endObject()::toString, reaction);
    }

    @Override
    public String transactionId(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    @Override
    public Message transactionStarted(Transaction transaction, Moment moment, Message.Reaction reaction) {
        return TransactionEvents.started(transaction, moment, reaction);
    }

    @Override
    public Optional<Message> chargingBegan(Transaction transaction, Moment moment) {
        return Optional.of(TransactionEvents.chargingBegan(transaction, moment));
    }

    @Override
    public Message meterValues(Transaction transaction, Moment moment) {
        return TransactionEvents.sampled(transaction, moment);
    }

    /** Meter values that somebody asked for. */
    Message meterValues(MeterReading reading, long now) {
        return Message.of(METER_VALUES, () -> {
            JsonText payload = new JsonText(800).beginObject().field("evseId", EVSE);
            MeterValues.writeAll(payload, reading, now, MeterValues.TRIGGER);
            return payload.endObject().toString();
        });
    }

    @Override
    public Message transactionEnded(Transaction transaction, Moment moment, StopReason reason) {
        return TransactionEvents.ended(transaction, moment, reason);
    }

    @Override
    public BootAnswer readBoot(String payload) {
        return BootAnswer.of(rules.response(BOOT_NOTIFICATION, payload));
    }

    @Override
    public boolean readAuthorization(String payload) {
        return "Accepted".equals(tokenStatus(rules.response(AUTHORIZE, payload)));
    }

    @Override
    public boolean readTransactionStarted(String payload, Transaction transaction) {
        String status = tokenStatus(rules.response(TransactionEvents.ACTION, payload));
        return status == null || status.equals("Accepted");
    }

    @Override
    public Reply answer(Frame.Call command, Station station, long now) {
        // OCPP 2.0.1, B03.FR.07
        return station.isRejected()
                ? new Reply.Refusal(ErrorCode.SECURITY_ERROR, "this charge point was rejected")
                : rules.answer(command, new Commands2(this, station, now)::answer);
    }

    private static @Nullable String tokenStatus(@Nullable Payload answer) {
        Payload idTokenInfo = answer == null ? null : answer.object("idTokenInfo");
        return idTokenInfo == null ? null : idTokenInfo.text("status");
    }

    private static String word(BootReason reason) {
        return switch (reason) {
            case POWER_UP -> "PowerUp";
            case REMOTE_RESET -> "RemoteReset";
            case TRIGGERED -> "Triggered";
        };
    }
}
