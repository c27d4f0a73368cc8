package org.ocppgateway.simulator.behaviour.v2;

import static org.ocppgateway.simulator.behaviour.CommandResponse.status;
import static org.ocppgateway.simulator.behaviour.MessageValidator.integer;
import static org.ocppgateway.simulator.behaviour.MessageValidator.object;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
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

/** Handles one command of OCPP 2.x. Each instance handles a single command. */
final class CommandHandler2 {
    static final String ACCEPTED = "Accepted";
    static final String REJECTED = "Rejected";

    private final Dialect2 dialect;
    private final StandardChargePoint chargePoint;
    private final Connector connector;
    private final long now;

    CommandHandler2(Dialect2 dialect, StandardChargePoint chargePoint, long now) {
        this.dialect = dialect;
        this.chargePoint = chargePoint;
        this.connector = chargePoint.connector();
        this.now = now;
    }

    CommandResponse handle(String action, Payload payload) {
        return switch (action) {
            case "RequestStartTransaction" -> start(payload);
            case "RequestStopTransaction" -> stop(payload);
            case "GetTransactionStatus" -> transactionStatus(payload.text("transactionId"));
            case "Reset" -> reset(payload);
            case "UnlockConnector" -> unlock(payload);
            case "ChangeAvailability" -> changeAvailability(payload);
            case "GetVariables" -> DeviceModel.get(payload.objects("getVariableData"), chargePoint.configuration());
            case "SetVariables" -> DeviceModel.set(payload.objects("setVariableData"), chargePoint.configuration());
            case "ReserveNow" -> reserve(payload);
            case "CancelReservation" -> cancelReservation(payload);
            case "GetCompositeSchedule" -> compositeSchedule(payload);
            case "SendLocalList" -> sendLocalList(payload);
            case "GetLocalListVersion" ->
                new CommandResponse.Result(
                        "{\"versionNumber\":" + chargePoint.configuration().localListVersion() + "}");
            case "DataTransfer" -> status("UnknownVendorId");
            case "ClearChargingProfile" -> status("Unknown");
            case "GetChargingProfiles" -> status("NoProfiles");
            case "DeleteCertificate", "GetInstalledCertificateIds" -> status("NotFound");
            case "ClearCache", "SetChargingProfile", "CertificateSigned", "InstallCertificate", "SetNetworkProfile" ->
                status(ACCEPTED);
            case "CostUpdated" -> new CommandResponse.Result("{}");
            default -> new ReportingCommands2(dialect, chargePoint, now).handle(action, payload);
        };
    }

    private CommandResponse start(Payload payload) {
        if (!chargePoint.isRegistered()) {
            return rejected("CSNotAccepted");
        }
        Payload given = object(payload, "idToken");
        IdToken token = new IdToken(text(given, "idToken"), text(given, "type"));
        Long wanted = payload.integer("evseId");
        boolean exists = wanted == null || wanted == Dialect2.EVSE;
        return exists && connector.canStart(token)
                ? status(ACCEPTED, () -> connector.startRemotely(token, integer(payload, "remoteStartId"), now))
                : status(REJECTED);
    }

    private CommandResponse stop(Payload payload) {
        if (!chargePoint.isRegistered()) {
            return rejected("CSNotAccepted");
        }
        return isRunning(text(payload, "transactionId"))
                ? status(ACCEPTED, () -> connector.stop(StopReason.REMOTE, now))
                : rejected("TxNotFound");
    }

    private CommandResponse transactionStatus(@Nullable String transactionId) {
        JsonBuilder answer =
                new JsonBuilder().beginObject().field("messagesInQueue", chargePoint.hasTransactionMessages());
        if (transactionId != null) {
            answer.field("ongoingIndicator", isRunning(transactionId));
        }
        return new CommandResponse.Result(answer.endObject().toString());
    }

    private CommandResponse reset(Payload payload) {
        if (payload.has("evseId")) {
            return rejected("UnsupportedParam");
        }
        return switch (text(payload, "type")) {
            case "Immediate" -> status(ACCEPTED, () -> chargePoint.reboot(StopReason.HARD_RESET, now));
            case "OnIdle" ->
                connector.isInSession()
                        ? status("Scheduled", chargePoint::rebootWhenIdle)
                        : status(ACCEPTED, () -> chargePoint.reboot(StopReason.SOFT_RESET, now));
            default -> rejected("UnsupportedParam");
        };
    }

    private CommandResponse unlock(Payload payload) {
        boolean exists =
                integer(payload, "evseId") == Dialect2.EVSE && integer(payload, "connectorId") == Connector.NUMBER;
        if (!exists) {
            return status("UnknownConnector");
        }
        return connector.transaction() == null
                ? status("Unlocked", () -> connector.stop(StopReason.UNLOCK_COMMAND, now))
                : status("OngoingAuthorizedTransaction");
    }

    private CommandResponse changeAvailability(Payload payload) {
        if (!exists(payload.object("evse"))) {
            return status(REJECTED);
        }
        boolean operative = text(payload, "operationalStatus").equals("Operative");
        return status(
                !operative && connector.isInSession() ? "Scheduled" : ACCEPTED,
                () -> connector.setOperative(operative, now));
    }

    private CommandResponse reserve(Payload payload) {
        Instant until = Timestamps.parse(text(payload, "expiryDateTime"));
        Long evseId = payload.integer("evseId");
        if ((evseId != null && evseId != Dialect2.EVSE) || until == null) {
            return status(REJECTED);
        }
        if (!connector.isOperative()) {
            return status("Unavailable");
        }
        long id = integer(payload, "id");
        Payload given = object(payload, "idToken");
        IdToken token = new IdToken(text(given, "idToken"), text(given, "type"));
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
        long evseId = integer(payload, "evseId");
        if (evseId != 0 && evseId != Dialect2.EVSE) {
            return status(REJECTED);
        }
        JsonBuilder answer = new JsonBuilder()
                .beginObject()
                .field("status", ACCEPTED)
                .beginObject("schedule")
                .field("evseId", evseId)
                .field("duration", integer(payload, "duration"))
                .field("scheduleStart", EpochNanos.toTimestamp(now))
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
        chargePoint.configuration().localListVersion(integer(payload, "versionNumber"));
        return status(ACCEPTED);
    }

    private boolean isRunning(String transactionId) {
        Transaction running = connector.transaction();
        return running != null && transactionId.equals(running.id());
    }

    /** Returns whether the EVSE and connector exist. Null is the charge point itself. */
    static boolean exists(@Nullable Payload evse) {
        if (evse == null) {
            return true;
        }
        Long connectorId = evse.integer("connectorId");
        return integer(evse, "id") == Dialect2.EVSE && (connectorId == null || connectorId == Connector.NUMBER);
    }

    private static CommandResponse rejected(String reasonCode) {
        return new CommandResponse.Result(new JsonBuilder()
                .beginObject()
                .field("status", REJECTED)
                .beginObject("statusInfo")
                .field("reasonCode", reasonCode)
                .endObject()
                .endObject()
                .toString());
    }
}
