package org.ocppgateway.simulator.behaviour.v16;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.Fields;
import org.ocppgateway.simulator.behaviour.IdToken;
import org.ocppgateway.simulator.behaviour.Message;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.StopReason;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.behaviour.Transaction;

/** What a charge point answers to the commands of OCPP 1.6, and what it does then. */
final class Commands16 {
    private static final String ACCEPTED = "Accepted";
    private static final String REJECTED = "Rejected";
    private static final Action DIAGNOSTICS_STATUS = new Action("DiagnosticsStatusNotification");
    private static final Action FIRMWARE_STATUS = new Action("FirmwareStatusNotification");

    private final Dialect16 dialect;

    Commands16(Dialect16 dialect) {
        this.dialect = dialect;
    }

    Reply answer(Frame.Call command, Station station, long now) {
        Fields fields = Fields.of(command.payload());
        Connector connector = station.connector();
        return switch (command.action().name()) {
            case "RemoteStartTransaction" -> remoteStart(fields, station, now);
            case "RemoteStopTransaction" -> remoteStop(fields, station, now);
            case "Reset" -> reset(fields, station, now);
            case "UnlockConnector" -> unlock(fields, connector, now);
            case "ChangeAvailability" -> changeAvailability(fields, station, now);
            case "GetConfiguration" -> getConfiguration(fields, station);
            case "ChangeConfiguration" -> changeConfiguration(fields, station);
            case "TriggerMessage" -> trigger(fields, station, now);
            case "ReserveNow" -> reserve(fields, connector, now);
            case "CancelReservation" -> cancelReservation(fields, connector, now);
            case "GetDiagnostics" -> getDiagnostics(station, now);
            case "UpdateFirmware" -> updateFirmware(station, now);
            case "GetCompositeSchedule" -> compositeSchedule(fields, now);
            case "GetLocalListVersion" -> result(new Json().put("listVersion", 0));
            case "DataTransfer" -> status("UnknownVendorId");
            case "ClearCache", "SetChargingProfile", "ClearChargingProfile", "SendLocalList" -> status(ACCEPTED);
            default ->
                new Reply.Refusal(ErrorCode.NOT_IMPLEMENTED, "this charge point does not know " + command.action());
        };
    }

    private static Reply remoteStart(Fields fields, Station station, long now) {
        String idTag = fields.text("idTag");
        Long wanted = fields.integer("connectorId");
        if (idTag == null) {
            return missing("idTag");
        }
        IdToken token = new IdToken(idTag);
        boolean known = wanted == null || wanted == Connector.NUMBER;
        if (!known || !station.isRegistered() || !station.connector().canStart(token)) {
            return status(REJECTED);
        }
        return status(ACCEPTED, () -> station.connector().startRemotely(token, now));
    }

    private static Reply remoteStop(Fields fields, Station station, long now) {
        String id = fields.text("transactionId");
        Transaction running = station.connector().transaction();
        if (id == null) {
            return missing("transactionId");
        }
        if (running == null || !id.equals(running.id())) {
            return status(REJECTED);
        }
        return status(ACCEPTED, () -> station.connector().stop(StopReason.REMOTE, now));
    }

    private static Reply reset(Fields fields, Station station, long now) {
        return switch (fields.word("type")) {
            case "Soft" -> status(ACCEPTED, () -> station.reboot(StopReason.SOFT_RESET, now));
            case "Hard" -> status(ACCEPTED, () -> station.reboot(StopReason.HARD_RESET, now));
            case "" -> missing("type");
            default -> new Reply.Refusal(ErrorCode.PROPERTY_CONSTRAINT_VIOLATION, "type is Soft or Hard");
        };
    }

    private static Reply unlock(Fields fields, Connector connector, long now) {
        Long wanted = fields.integer("connectorId");
        if (wanted == null) {
            return missing("connectorId");
        }
        return wanted == Connector.NUMBER
                ? status("Unlocked", () -> connector.stop(StopReason.UNLOCK_COMMAND, now))
                : status("NotSupported");
    }

    private static Reply changeAvailability(Fields fields, Station station, long now) {
        Long wanted = fields.integer("connectorId");
        String type = fields.text("type");
        if (wanted == null || type == null) {
            return missing(wanted == null ? "connectorId" : "type");
        }
        if (wanted < 0 || wanted > Connector.NUMBER) {
            return status(REJECTED);
        }
        boolean operative = type.equals("Operative");
        Connector connector = station.connector();
        return status(!operative && connector.isInSession() ? "Scheduled" : ACCEPTED, () -> {
            connector.operative(operative, now);
            if (wanted == 0) {
                station.reportOwnStatus(now);
            }
        });
    }

    private static Reply getConfiguration(Fields fields, Station station) {
        List<String> wanted = fields.texts("key");
        List<Json> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        if (wanted.isEmpty()) {
            for (Configuration16 entry : Configuration16.values()) {
                known.add(describe(entry, station));
            }
        }
        for (String key : wanted) {
            Configuration16 entry = Configuration16.of(key);
            if (entry == null) {
                unknown.add(key);
            } else {
                known.add(describe(entry, station));
            }
        }
        Json payload = new Json().put("configurationKey", known);
        return result(unknown.isEmpty() ? payload : payload.putTexts("unknownKey", unknown));
    }

    private static Json describe(Configuration16 entry, Station station) {
        return new Json()
                .put("key", entry.key())
                .put("readonly", entry.isReadOnly())
                .put("value", entry.read(station.settings()));
    }

    private static Reply changeConfiguration(Fields fields, Station station) {
        String key = fields.text("key");
        String value = fields.text("value");
        if (key == null || value == null) {
            return missing(key == null ? "key" : "value");
        }
        Configuration16 entry = Configuration16.of(key);
        if (entry == null) {
            return status("NotSupported");
        }
        return status(entry.write(station.settings(), value) ? ACCEPTED : REJECTED);
    }

    private Reply trigger(Fields fields, Station station, long now) {
        Connector connector = station.connector();
        Long wanted = fields.integer("connectorId");
        if (wanted != null && (wanted < 0 || wanted > Connector.NUMBER)) {
            return status(REJECTED);
        }
        Runnable statuses = () -> {
            if (wanted == null || wanted == 0) {
                station.reportOwnStatus(now);
            }
            if (wanted == null || wanted == Connector.NUMBER) {
                connector.reportStatus(now);
            }
        };
        return switch (fields.word("requestedMessage")) {
            case "BootNotification" -> status(ACCEPTED, () -> station.boot(now));
            case "Heartbeat" -> status(ACCEPTED, () -> station.heartbeat(now));
            case "StatusNotification" -> status(ACCEPTED, statuses);
            case "MeterValues" -> status(ACCEPTED, () -> sendMeterValues(station, now));
            case "DiagnosticsStatusNotification" ->
                status(ACCEPTED, () -> station.submit(report(DIAGNOSTICS_STATUS, "Idle"), now));
            case "FirmwareStatusNotification" ->
                status(ACCEPTED, () -> station.submit(report(FIRMWARE_STATUS, "Idle"), now));
            case "" -> missing("requestedMessage");
            default -> status("NotImplemented");
        };
    }

    private void sendMeterValues(Station station, long now) {
        Transaction running = station.connector().transaction();
        if (running != null) {
            station.keep(dialect.meterValues(running, now), now);
        } else {
            station.submit(dialect.meterValues(null, station.connector().meterAt(now), now), now);
        }
    }

    private static Reply reserve(Fields fields, Connector connector, long now) {
        Long id = fields.integer("reservationId");
        String idTag = fields.text("idTag");
        Long until = fields.time("expiryDate");
        Long wanted = fields.integer("connectorId");
        if (id == null || idTag == null || until == null || wanted == null) {
            return new Reply.Refusal(
                    ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION,
                    "ReserveNow needs connectorId, expiryDate, idTag and reservationId");
        }
        if (wanted < 0 || wanted > Connector.NUMBER) {
            return status(REJECTED);
        }
        if (!connector.isOperative()) {
            return status("Unavailable");
        }
        return status(connector.reserve(id, new IdToken(idTag), until, now) ? ACCEPTED : "Occupied");
    }

    private static Reply cancelReservation(Fields fields, Connector connector, long now) {
        Long id = fields.integer("reservationId");
        return id == null
                ? missing("reservationId")
                : status(connector.cancelReservation(id, now) ? ACCEPTED : REJECTED);
    }

    private static Reply getDiagnostics(Station station, long now) {
        List<Message> reports =
                List.of(report(DIAGNOSTICS_STATUS, "Uploading"), report(DIAGNOSTICS_STATUS, "Uploaded"));
        return result(new Json().put("fileName", "diagnostics.log"), () -> station.perform(reports, now));
    }

    private static Reply updateFirmware(Station station, long now) {
        List<Message> reports = List.of(
                report(FIRMWARE_STATUS, "Downloading"),
                report(FIRMWARE_STATUS, "Downloaded"),
                report(FIRMWARE_STATUS, "Installing"),
                report(FIRMWARE_STATUS, "Installed"));
        return result(new Json(), () -> station.perform(reports, now));
    }

    private static Reply compositeSchedule(Fields fields, long now) {
        Long wanted = fields.integer("connectorId");
        Long duration = fields.integer("duration");
        if (wanted == null || duration == null) {
            return missing(wanted == null ? "connectorId" : "duration");
        }
        if (wanted < 0 || wanted > Connector.NUMBER) {
            return status(REJECTED);
        }
        Json schedule = new Json()
                .put("duration", duration)
                .put("chargingRateUnit", "A")
                .put(
                        "chargingSchedulePeriod",
                        List.of(new Json().put("startPeriod", 0).put("limit", 32)));
        return result(new Json()
                .put("status", ACCEPTED)
                .put("connectorId", wanted)
                .put("scheduleStart", Times.text(now))
                .put("chargingSchedule", schedule));
    }

    private static Message report(Action action, String status) {
        return new Message(action, () -> new Json().put("status", status).toString(), Message.Reaction.NONE);
    }

    private static Reply status(String status) {
        return result(new Json().put("status", status));
    }

    private static Reply status(String status, Runnable afterwards) {
        return result(new Json().put("status", status), afterwards);
    }

    private static Reply result(Json payload) {
        return new Reply.Result(payload.toString());
    }

    private static Reply result(Json payload, Runnable afterwards) {
        return new Reply.Result(payload.toString(), afterwards);
    }

    private static Reply missing(String field) {
        return new Reply.Refusal(ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION, field + " is missing");
    }
}
