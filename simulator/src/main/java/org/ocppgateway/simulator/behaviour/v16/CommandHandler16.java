package org.ocppgateway.simulator.behaviour.v16;

import static org.ocppgateway.simulator.behaviour.CommandResponse.status;
import static org.ocppgateway.simulator.behaviour.MessageValidator.integer;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;

import java.time.Instant;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Transaction;

/** Handles one command of OCPP 1.6. Each instance handles a single command. */
final class CommandHandler16 {
    static final String ACCEPTED = "Accepted";
    static final String REJECTED = "Rejected";

    private final Dialect16 dialect;
    private final StandardChargePoint chargePoint;
    private final Connector connector;
    private final long now;

    CommandHandler16(Dialect16 dialect, StandardChargePoint chargePoint, long now) {
        this.dialect = dialect;
        this.chargePoint = chargePoint;
        this.connector = chargePoint.connector();
        this.now = now;
    }

    CommandResponse handle(String action, Payload payload) {
        return switch (action) {
            case "RemoteStartTransaction" -> remoteStart(payload);
            case "RemoteStopTransaction" -> remoteStop(payload);
            case "Reset" -> reset(payload);
            case "UnlockConnector" -> unlock(payload);
            case "ChangeAvailability" -> changeAvailability(payload);
            case "GetConfiguration" -> ConfigurationKeys16.list(payload.texts("key"), chargePoint.configuration());
            case "ChangeConfiguration" ->
                status(ConfigurationKeys16.change(
                        text(payload, "key"), text(payload, "value"), chargePoint.configuration()));
            case "ReserveNow" -> reserve(payload);
            case "CancelReservation" -> cancelReservation(payload);
            case "GetCompositeSchedule" -> compositeSchedule(payload);
            case "SendLocalList" -> sendLocalList(payload);
            case "GetLocalListVersion" ->
                new CommandResponse.Result(
                        "{\"listVersion\":" + chargePoint.configuration().localListVersion() + "}");
            case "DataTransfer" -> status("UnknownVendorId");
            case "ClearChargingProfile" -> status("Unknown");
            case "DeleteCertificate", "GetInstalledCertificateIds" -> status("NotFound");
            case "ClearCache", "SetChargingProfile", "CertificateSigned", "InstallCertificate" -> status(ACCEPTED);
            default -> new ReportingCommands16(dialect, chargePoint, now).handle(action, payload);
        };
    }

    private CommandResponse remoteStart(Payload payload) {
        IdToken token = new IdToken(text(payload, "idTag"));
        Long wanted = payload.integer("connectorId");
        boolean exists = wanted == null || wanted == Connector.NUMBER;
        return exists && chargePoint.isRegistered() && connector.canStart(token)
                ? status(ACCEPTED, () -> connector.startRemotely(token, null, now))
                : status(REJECTED);
    }

    private CommandResponse remoteStop(Payload payload) {
        Transaction running = connector.transaction();
        return running != null && text(payload, "transactionId").equals(running.id())
                ? status(ACCEPTED, () -> connector.stop(StopReason.REMOTE, now))
                : status(REJECTED);
    }

    private CommandResponse reset(Payload payload) {
        StopReason reason = text(payload, "type").equals("Hard") ? StopReason.HARD_RESET : StopReason.SOFT_RESET;
        return status(ACCEPTED, () -> chargePoint.reboot(reason, now));
    }

    private CommandResponse unlock(Payload payload) {
        return integer(payload, "connectorId") == Connector.NUMBER
                ? status("Unlocked", () -> connector.stop(StopReason.UNLOCK_COMMAND, now))
                : status("NotSupported");
    }

    private CommandResponse changeAvailability(Payload payload) {
        long wanted = integer(payload, "connectorId");
        if (!exists(wanted)) {
            return status(REJECTED);
        }
        boolean operative = text(payload, "type").equals("Operative");
        return status(!operative && connector.isInSession() ? "Scheduled" : ACCEPTED, () -> {
            connector.setOperative(operative, now);
            if (wanted == Dialect16.CHARGE_POINT) {
                chargePoint.reportChargePointStatus(now);
            }
        });
    }

    private CommandResponse reserve(Payload payload) {
        Instant until = Timestamps.parse(text(payload, "expiryDate"));
        if (!exists(integer(payload, "connectorId")) || until == null) {
            return status(REJECTED);
        }
        if (!connector.isOperative()) {
            return status("Unavailable");
        }
        long id = integer(payload, "reservationId");
        IdToken token = new IdToken(text(payload, "idTag"));
        return connector.canReserve(id)
                ? status(ACCEPTED, () -> connector.reserve(id, token, EpochNanos.of(until), now))
                : status("Occupied");
    }

    private CommandResponse cancelReservation(Payload payload) {
        return connector.isReserved(integer(payload, "reservationId"))
                ? status(ACCEPTED, () -> connector.endReservation(now))
                : status(REJECTED);
    }

    private CommandResponse compositeSchedule(Payload payload) {
        long wanted = integer(payload, "connectorId");
        if (!exists(wanted)) {
            return status(REJECTED);
        }
        JsonBuilder answer = new JsonBuilder()
                .beginObject()
                .field("status", ACCEPTED)
                .field("connectorId", wanted)
                .field("scheduleStart", EpochNanos.toTimestamp(now))
                .beginObject("chargingSchedule")
                .field("duration", integer(payload, "duration"))
                .field("chargingRateUnit", "A")
                .beginArray("chargingSchedulePeriod")
                .beginObject()
                .field("startPeriod", 0)
                .field("limit", 32)
                .endObject()
                .endArray()
                .endObject()
                .endObject();
        return new CommandResponse.Result(answer.toString());
    }

    private CommandResponse sendLocalList(Payload payload) {
        chargePoint.configuration().localListVersion(integer(payload, "listVersion"));
        return status(ACCEPTED);
    }

    /** Returns whether the connector exists. Connector 0 is the charge point itself. */
    static boolean exists(long connector) {
        return connector == Dialect16.CHARGE_POINT || connector == Connector.NUMBER;
    }
}
