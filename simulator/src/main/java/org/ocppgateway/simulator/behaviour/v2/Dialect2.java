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
import org.ocppgateway.simulator.behaviour.BootResponse;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.ConnectorStatus;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.OutgoingCall;
import org.ocppgateway.simulator.behaviour.MeterReading;
import org.ocppgateway.simulator.behaviour.EventTime;
import org.ocppgateway.simulator.behaviour.DeviceInfo;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.MessageValidator;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.EpochNanos;
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

    private final MessageValidator rules;

    /** @param version 2.0.1 or 2.1 */
    public Dialect2(OcppVersion version) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("OCPP 1.6 has a dialect of its own");
        }
        this.rules = new MessageValidator(version);
    }

    @Override
    public MessageValidator rules() {
        return rules;
    }

    @Override
    public OutgoingCall boot(ChargePointId id, BootReason reason, OutgoingCall.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .beginObject("chargingStation")
                .field("model", DeviceInfo.MODEL)
                .field("vendorName", DeviceInfo.VENDOR)
                .field("serialNumber", DeviceInfo.serialNumber(id))
                .field("firmwareVersion", DeviceInfo.FIRMWARE_VERSION)
                .endObject()
                .field("reason", word(reason))
                .endObject();
        return new OutgoingCall(BOOT_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public OutgoingCall heartbeat() {
        return OutgoingCall.of(HEARTBEAT, () -> "{}");
    }

    @Override
    public Optional<OutgoingCall> ownStatus(ConnectorStatus status, long now) {
        return Optional.empty();
    }

    @Override
    public OutgoingCall status(ConnectorStatus status, long now, OutgoingCall.Reaction reaction) {
        JsonText payload = new JsonText()
                .beginObject()
                .field("timestamp", EpochNanos.text(now))
                .field("connectorStatus", word(status))
                .field("evseId", EVSE)
                .field("connectorId", Connector.NUMBER)
                .endObject();
        return new OutgoingCall(STATUS_NOTIFICATION, payload::toString, reaction);
    }

    @Override
    public String word(ConnectorStatus status) {
        return switch (status) {
            case PREPARING, CHARGING, FINISHING -> "Occupied";
            case AVAILABLE, RESERVED, UNAVAILABLE -> status.word();
        };
    }

    @Override
    public OutgoingCall authorize(IdToken idToken, OutgoingCall.Reaction reaction) {
        JsonText payload = new JsonText().beginObject();
        TransactionEvents.writeToken(payload, idToken);
        return new OutgoingCall(AUTHORIZE, payload.endObject()::toString, reaction);
    }

    @Override
    public String transactionId(SplittableRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    @Override
    public OutgoingCall transactionStarted(Transaction transaction, EventTime moment, OutgoingCall.Reaction reaction) {
        return TransactionEvents.started(transaction, moment, reaction);
    }

    @Override
    public Optional<OutgoingCall> chargingBegan(Transaction transaction, EventTime moment) {
        return Optional.of(TransactionEvents.chargingBegan(transaction, moment));
    }

    @Override
    public OutgoingCall meterValues(Transaction transaction, EventTime moment) {
        return TransactionEvents.sampled(transaction, moment);
    }

    /** Meter values that somebody asked for. */
    OutgoingCall meterValues(MeterReading reading, long now) {
        return OutgoingCall.of(METER_VALUES, () -> {
            JsonText payload = new JsonText(800).beginObject().field("evseId", EVSE);
            MeterValuesWriter.writeAll(payload, reading, now, MeterValuesWriter.TRIGGER);
            return payload.endObject().toString();
        });
    }

    @Override
    public OutgoingCall transactionEnded(Transaction transaction, EventTime moment, StopReason reason) {
        return TransactionEvents.ended(transaction, moment, reason);
    }

    @Override
    public BootResponse readBoot(String payload) {
        return BootResponse.of(rules.response(BOOT_NOTIFICATION, payload));
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
    public CommandResponse answer(Frame.Call command, StandardChargePoint station, long now) {
        // OCPP 2.0.1, B03.FR.07
        return station.isRejected()
                ? new CommandResponse.Refusal(ErrorCode.SECURITY_ERROR, "this charge point was rejected")
                : rules.answer(command, new CommandHandler2(this, station, now)::answer);
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
