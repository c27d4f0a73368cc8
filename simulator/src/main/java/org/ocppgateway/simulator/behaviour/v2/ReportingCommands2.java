package org.ocppgateway.simulator.behaviour.v2;

import static org.ocppgateway.simulator.behaviour.CommandResponse.status;
import static org.ocppgateway.simulator.behaviour.MessageValidator.integer;
import static org.ocppgateway.simulator.behaviour.MessageValidator.object;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;
import static org.ocppgateway.simulator.behaviour.v2.CommandHandler2.ACCEPTED;
import static org.ocppgateway.simulator.behaviour.v2.CommandHandler2.REJECTED;

import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.EventTime;
import org.ocppgateway.simulator.behaviour.OutgoingCall;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.StatusReport;
import org.ocppgateway.simulator.behaviour.Transaction;

/** Commands of OCPP 2.x that cause further messages of the charge point after the response. */
final class ReportingCommands2 {
    private static final Action NOTIFY_CUSTOMER_INFORMATION = new Action("NotifyCustomerInformation");

    private final Dialect2 dialect;
    private final StandardChargePoint chargePoint;
    private final long now;

    ReportingCommands2(Dialect2 dialect, StandardChargePoint chargePoint, long now) {
        this.dialect = dialect;
        this.chargePoint = chargePoint;
        this.now = now;
    }

    CommandResponse handle(String action, Payload payload) {
        return switch (action) {
            case "TriggerMessage" -> trigger(payload);
            case "GetBaseReport" -> baseReport(payload);
            case "GetReport" -> report(DeviceModelReport.matching(payload.objects("componentVariable")), payload);
            case "GetMonitoringReport" -> status("EmptyResultSet");
            case "CustomerInformation" -> customerInformation(payload);
            case "GetLog" -> log(payload);
            case "UpdateFirmware" -> updateFirmware(payload);
            default ->
                new CommandResponse.Refusal(ErrorCode.NOT_SUPPORTED, "the charge point does not support this action");
        };
    }

    private CommandResponse trigger(Payload payload) {
        if (!CommandHandler2.exists(payload.object("evse"))) {
            return status(REJECTED);
        }
        return switch (text(payload, "requestedMessage")) {
            case "BootNotification" ->
                status(ACCEPTED, () -> chargePoint.sendBootNotification(BootReason.TRIGGERED, now));
            case "Heartbeat" -> status(ACCEPTED, () -> chargePoint.sendHeartbeat(now));
            case "StatusNotification" ->
                status(ACCEPTED, () -> chargePoint.connector().reportStatus(now));
            case "MeterValues" ->
                status(
                        ACCEPTED,
                        () -> chargePoint.submit(
                                dialect.meterValues(chargePoint.connector().readingAt(now), now), now));
            case "TransactionEvent" -> triggerTransactionEvent();
            case "FirmwareStatusNotification" ->
                status(ACCEPTED, () -> chargePoint.submit(StatusReport.idle(StatusReport.FIRMWARE), now));
            case "LogStatusNotification" ->
                status(ACCEPTED, () -> chargePoint.submit(StatusReport.idle(StatusReport.LOG), now));
            default -> status("NotImplemented");
        };
    }

    private CommandResponse triggerTransactionEvent() {
        Transaction running = chargePoint.connector().transaction();
        return running == null
                ? status(REJECTED)
                : status(
                        ACCEPTED,
                        () -> chargePoint.submitTransactional(
                                TransactionEvents.triggered(running, EventTime.online(now)), now));
    }

    private CommandResponse baseReport(Payload payload) {
        return text(payload, "reportBase").equals("SummaryInventory")
                ? status("NotSupported")
                : report(DeviceModel.VARIABLES, payload);
    }

    private CommandResponse report(List<DeviceModel.Variable> variables, Payload payload) {
        return variables.isEmpty()
                ? status("EmptyResultSet")
                : status(
                        ACCEPTED,
                        () -> DeviceModelReport.report(
                                        variables, integer(payload, "requestId"), chargePoint.configuration(), now)
                                .forEach(part -> chargePoint.submit(part, now)));
    }

    private CommandResponse customerInformation(Payload payload) {
        if (!Boolean.TRUE.equals(payload.flag("report"))) {
            return status(ACCEPTED);
        }
        JsonBuilder nothing = new JsonBuilder()
                .beginObject()
                .field("data", "")
                .field("seqNo", 0)
                .field("generatedAt", EpochNanos.toTimestamp(now))
                .field("requestId", integer(payload, "requestId"))
                .endObject();
        return status(
                ACCEPTED,
                () -> chargePoint.submit(OutgoingCall.of(NOTIFY_CUSTOMER_INFORMATION, nothing::toString), now));
    }

    private CommandResponse log(Payload payload) {
        String answer = new JsonBuilder()
                .beginObject()
                .field("status", ACCEPTED)
                .field("filename", "log.txt")
                .endObject()
                .toString();
        List<OutgoingCall> reports =
                StatusReport.series(StatusReport.LOG, integer(payload, "requestId"), "Uploading", "Uploaded");
        return new CommandResponse.Result(answer, () -> chargePoint.scheduleReports(reports, now));
    }

    private CommandResponse updateFirmware(Payload payload) {
        String[] steps = object(payload, "firmware").has("signature")
                ? new String[] {"Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"}
                : new String[] {"Downloading", "Downloaded", "Installing", "Installed"};
        List<OutgoingCall> reports = StatusReport.series(StatusReport.FIRMWARE, integer(payload, "requestId"), steps);
        return status(ACCEPTED, () -> chargePoint.scheduleReports(reports, now));
    }
}
