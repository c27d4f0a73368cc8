package org.ocppgateway.simulator.behaviour.v2;

import static org.ocppgateway.simulator.behaviour.Reply.status;
import static org.ocppgateway.simulator.behaviour.Rules.integer;
import static org.ocppgateway.simulator.behaviour.Rules.object;
import static org.ocppgateway.simulator.behaviour.Rules.text;
import static org.ocppgateway.simulator.behaviour.v2.Commands2.ACCEPTED;
import static org.ocppgateway.simulator.behaviour.v2.Commands2.REJECTED;

import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.BootReason;
import org.ocppgateway.simulator.behaviour.Message;
import org.ocppgateway.simulator.behaviour.Moment;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.StatusReport;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.behaviour.Transaction;

/** The commands of OCPP 2.x that a charge point answers at once and then reports about in messages of its own. */
final class Reports2 {
    private static final Action NOTIFY_CUSTOMER_INFORMATION = new Action("NotifyCustomerInformation");

    private final Dialect2 dialect;
    private final Station station;
    private final long now;

    Reports2(Dialect2 dialect, Station station, long now) {
        this.dialect = dialect;
        this.station = station;
        this.now = now;
    }

    Reply answer(String action, Payload payload) {
        return switch (action) {
            case "TriggerMessage" -> trigger(payload);
            case "GetBaseReport" -> baseReport(payload);
            case "GetReport" -> report(Inventory.matching(payload.objects("componentVariable")), payload);
            case "GetMonitoringReport" -> status("EmptyResultSet");
            case "CustomerInformation" -> customerInformation(payload);
            case "GetLog" -> log(payload);
            case "UpdateFirmware" -> updateFirmware(payload);
            default -> new Reply.Refusal(ErrorCode.NOT_SUPPORTED, "this charge point cannot do that");
        };
    }

    private Reply trigger(Payload payload) {
        if (!Commands2.exists(payload.object("evse"))) {
            return status(REJECTED);
        }
        return switch (text(payload, "requestedMessage")) {
            case "BootNotification" -> status(ACCEPTED, () -> station.boot(BootReason.TRIGGERED, now));
            case "Heartbeat" -> status(ACCEPTED, () -> station.heartbeat(now));
            case "StatusNotification" ->
                status(ACCEPTED, () -> station.connector().reportStatus(now));
            case "MeterValues" ->
                status(
                        ACCEPTED,
                        () -> station.submit(
                                dialect.meterValues(station.connector().readingAt(now), now), now));
            case "TransactionEvent" -> triggerTransactionEvent();
            case "FirmwareStatusNotification" ->
                status(ACCEPTED, () -> station.submit(StatusReport.idle(StatusReport.FIRMWARE), now));
            case "LogStatusNotification" ->
                status(ACCEPTED, () -> station.submit(StatusReport.idle(StatusReport.LOG), now));
            default -> status("NotImplemented");
        };
    }

    private Reply triggerTransactionEvent() {
        Transaction running = station.connector().transaction();
        return running == null
                ? status(REJECTED)
                : status(ACCEPTED, () -> station.keep(TransactionEvents.triggered(running, Moment.online(now)), now));
    }

    private Reply baseReport(Payload payload) {
        return text(payload, "reportBase").equals("SummaryInventory")
                ? status("NotSupported")
                : report(DeviceModel.VARIABLES, payload);
    }

    private Reply report(List<DeviceModel.Variable> variables, Payload payload) {
        return variables.isEmpty()
                ? status("EmptyResultSet")
                : status(
                        ACCEPTED,
                        () -> Inventory.report(variables, integer(payload, "requestId"), station.settings(), now)
                                .forEach(part -> station.submit(part, now)));
    }

    private Reply customerInformation(Payload payload) {
        if (!Boolean.TRUE.equals(payload.flag("report"))) {
            return status(ACCEPTED);
        }
        JsonText nothing = new JsonText()
                .beginObject()
                .field("data", "")
                .field("seqNo", 0)
                .field("generatedAt", Times.text(now))
                .field("requestId", integer(payload, "requestId"))
                .endObject();
        return status(ACCEPTED, () -> station.submit(Message.of(NOTIFY_CUSTOMER_INFORMATION, nothing::toString), now));
    }

    private Reply log(Payload payload) {
        String answer = new JsonText()
                .beginObject()
                .field("status", ACCEPTED)
                .field("filename", "log.txt")
                .endObject()
                .toString();
        List<Message> reports =
                StatusReport.series(StatusReport.LOG, integer(payload, "requestId"), "Uploading", "Uploaded");
        return new Reply.Result(answer, () -> station.perform(reports, now));
    }

    private Reply updateFirmware(Payload payload) {
        String[] steps = object(payload, "firmware").has("signature")
                ? new String[] {"Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"}
                : new String[] {"Downloading", "Downloaded", "Installing", "Installed"};
        List<Message> reports = StatusReport.series(StatusReport.FIRMWARE, integer(payload, "requestId"), steps);
        return status(ACCEPTED, () -> station.perform(reports, now));
    }
}
