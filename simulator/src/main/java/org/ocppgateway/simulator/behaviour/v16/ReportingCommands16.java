package org.ocppgateway.simulator.behaviour.v16;

import static org.ocppgateway.simulator.behaviour.CommandResponse.status;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;
import static org.ocppgateway.simulator.behaviour.v16.CommandHandler16.ACCEPTED;
import static org.ocppgateway.simulator.behaviour.v16.CommandHandler16.REJECTED;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.Connector;
import org.ocppgateway.simulator.behaviour.EventTime;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.StatusReport;
import org.ocppgateway.simulator.behaviour.Transaction;

/** Commands of OCPP 1.6 that cause further messages of the charge point after the response. */
final class ReportingCommands16 {
    private static final Action DIAGNOSTICS_STATUS = new Action("DiagnosticsStatusNotification");
    private static final Action SIGNED_FIRMWARE_STATUS = new Action("SignedFirmwareStatusNotification");

    private final Dialect16 dialect;
    private final StandardChargePoint chargePoint;
    private final long now;

    ReportingCommands16(Dialect16 dialect, StandardChargePoint chargePoint, long now) {
        this.dialect = dialect;
        this.chargePoint = chargePoint;
        this.now = now;
    }

    CommandResponse handle(String action, Payload payload) {
        Long requestId =
                action.equals("GetLog") || action.equals("SignedUpdateFirmware") ? payload.integer("requestId") : null;
        return switch (action) {
            case "TriggerMessage", "ExtendedTriggerMessage" -> trigger(payload);
            case "GetDiagnostics" ->
                new CommandResponse.Result(
                        JsonBuilder.object("fileName", "diagnostics.log"),
                        reporting(DIAGNOSTICS_STATUS, null, "Uploading", "Uploaded"));
            case "GetLog" ->
                new CommandResponse.Result(
                        new JsonBuilder()
                                .beginObject()
                                .field("status", ACCEPTED)
                                .field("filename", "log.txt")
                                .endObject()
                                .toString(),
                        reporting(StatusReport.LOG, requestId, "Uploading", "Uploaded"));
            case "UpdateFirmware" ->
                new CommandResponse.Result(
                        "{}",
                        reporting(StatusReport.FIRMWARE, null, "Downloading", "Downloaded", "Installing", "Installed"));
            case "SignedUpdateFirmware" ->
                status(
                        ACCEPTED,
                        reporting(
                                SIGNED_FIRMWARE_STATUS,
                                requestId,
                                "Downloading",
                                "Downloaded",
                                "SignatureVerified",
                                "Installing",
                                "Installed"));
            default ->
                new CommandResponse.Refusal(ErrorCode.NOT_SUPPORTED, "the charge point does not support this action");
        };
    }

    private CommandResponse trigger(Payload payload) {
        Long wanted = payload.integer("connectorId");
        if (wanted != null && !CommandHandler16.exists(wanted)) {
            return status(REJECTED);
        }
        return switch (text(payload, "requestedMessage")) {
            case "BootNotification" ->
                status(ACCEPTED, () -> chargePoint.sendBootNotification(BootReason.TRIGGERED, now));
            case "Heartbeat" -> status(ACCEPTED, () -> chargePoint.sendHeartbeat(now));
            case "StatusNotification" -> status(ACCEPTED, () -> reportStatus(wanted));
            case "MeterValues" -> status(ACCEPTED, this::sendMeterValues);
            case "DiagnosticsStatusNotification" -> status(ACCEPTED, () -> send(DIAGNOSTICS_STATUS));
            case "FirmwareStatusNotification" -> status(ACCEPTED, () -> send(StatusReport.FIRMWARE));
            case "LogStatusNotification" -> status(ACCEPTED, () -> send(StatusReport.LOG));
            default -> status("NotImplemented");
        };
    }

    private void reportStatus(@Nullable Long wanted) {
        if (wanted == null || wanted == Dialect16.CHARGE_POINT) {
            chargePoint.reportChargePointStatus(now);
        }
        if (wanted == null || wanted == Connector.NUMBER) {
            chargePoint.connector().reportStatus(now);
        }
    }

    private void sendMeterValues() {
        Transaction running = chargePoint.connector().transaction();
        if (running == null) {
            chargePoint.submit(dialect.meterValues(chargePoint.connector().readingAt(now), now), now);
        } else {
            chargePoint.submitTransactional(dialect.meterValues(running, EventTime.online(now)), now);
        }
    }

    private void send(Action action) {
        chargePoint.submit(StatusReport.idle(action), now);
    }

    private Runnable reporting(Action action, @Nullable Long requestId, String... statuses) {
        return () -> chargePoint.scheduleReports(StatusReport.series(action, requestId, statuses), now);
    }
}
