package org.ocppgateway.simulator.behaviour.v16;

import static org.ocppgateway.simulator.behaviour.Reply.status;
import static org.ocppgateway.simulator.behaviour.Rules.integer;
import static org.ocppgateway.simulator.behaviour.Rules.text;

import java.time.Instant;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.behaviour.Transaction;

/** What one charge point answers to a command of OCPP 1.6, and what it does then. Lives for one command. */
final class Commands16 {
    static final String ACCEPTED = "Accepted";
    static final String REJECTED = "Rejected";

    private final Dialect16 dialect;
    private final Station station;
    private final Connector connector;
    private final long now;

    Commands16(Dialect16 dialect, Station station, long now) {
        this.dialect = dialect;
        this.station = station;
        this.connector = station.connector();
        this.now = now;
    }

    Reply answer(String action, Payload payload) {
        return switch (action) {
            case "RemoteStartTransaction" -> remoteStart(payload);
            case "RemoteStopTransaction" -> remoteStop(payload);
            case "Reset" -> reset(payload);
            case "UnlockConnector" -> unlock(payload);
            case "ChangeAvailability" -> changeAvailability(payload);
            case "GetConfiguration" -> Configuration16.list(payload.texts("key"), station.settings());
            case "ChangeConfiguration" ->
                status(Configuration16.change(text(payload, "key"), text(payload, "value"), station.settings()));
            case "ReserveNow" -> reserve(payload);
            case "CancelReservation" -> cancelReservation(payload);
            case "GetCompositeSchedule" -> compositeSchedule(payload);
            case "SendLocalList" -> sendLocalList(payload);
            case "GetLocalListVersion" ->
                new Reply.Result("{\"listVersion\":" + station.settings().localListVersion() + "}");
            case "DataTransfer" -> status("UnknownVendorId");
            case "ClearChargingProfile" -> status("Unknown");
            case "DeleteCertificate", "GetInstalledCertificateIds" -> status("NotFound");
            case "ClearCache", "SetChargingProfile", "CertificateSigned", "InstallCertificate" -> status(ACCEPTED);
            default -> new Reports16(dialect, station, now).answer(action, payload);
        };
    }

    private Reply remoteStart(Payload payload) {
        IdToken token = new IdToken(text(payload, "idTag"));
        Long wanted = payload.integer("connectorId");
        boolean exists = wanted == null || wanted == Connector.NUMBER;
        return exists && station.isRegistered() && connector.canStart(token)
                ? status(ACCEPTED, () -> connector.startRemotely(token, null, now))
                : status(REJECTED);
    }

    private Reply remoteStop(Payload payload) {
        Transaction running = connector.transaction();
        return running != null && text(payload, "transactionId").equals(running.id())
                ? status(ACCEPTED, () -> connector.stop(StopReason.REMOTE, now))
                : status(REJECTED);
    }

    private Reply reset(Payload payload) {
        StopReason reason = text(payload, "type").equals("Hard") ? StopReason.HARD_RESET : StopReason.SOFT_RESET;
        return status(ACCEPTED, () -> station.reboot(reason, now));
    }

    private Reply unlock(Payload payload) {
        return integer(payload, "connectorId") == Connector.NUMBER
                ? status("Unlocked", () -> connector.stop(StopReason.UNLOCK_COMMAND, now))
                : status("NotSupported");
    }

    private Reply changeAvailability(Payload payload) {
        long wanted = integer(payload, "connectorId");
        if (!exists(wanted)) {
            return status(REJECTED);
        }
        boolean operative = text(payload, "type").equals("Operative");
        return status(!operative && connector.isInSession() ? "Scheduled" : ACCEPTED, () -> {
            connector.operative(operative, now);
            if (wanted == Dialect16.CHARGE_POINT) {
                station.reportOwnStatus(now);
            }
        });
    }

    private Reply reserve(Payload payload) {
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
                ? status(ACCEPTED, () -> connector.reserve(id, token, Times.nanos(until), now))
                : status("Occupied");
    }

    private Reply cancelReservation(Payload payload) {
        return connector.isReserved(integer(payload, "reservationId"))
                ? status(ACCEPTED, () -> connector.endReservation(now))
                : status(REJECTED);
    }

    private Reply compositeSchedule(Payload payload) {
        long wanted = integer(payload, "connectorId");
        if (!exists(wanted)) {
            return status(REJECTED);
        }
        JsonText answer = new JsonText()
                .beginObject()
                .field("status", ACCEPTED)
                .field("connectorId", wanted)
                .field("scheduleStart", Times.text(now))
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
        return new Reply.Result(answer.toString());
    }

    private Reply sendLocalList(Payload payload) {
        station.settings().localListVersion(integer(payload, "listVersion"));
        return status(ACCEPTED);
    }

    /** Of the connectors, 0 is the charge point as a whole. */
    static boolean exists(long connector) {
        return connector == Dialect16.CHARGE_POINT || connector == Connector.NUMBER;
    }
}
