package org.ocppgateway.protocol.handler;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;

/** Finds the message that a CALL requests from the charge point. The charge point may send it even before it is accepted. */
public final class RequestedMessages {
    private static final PayloadReader READER = new PayloadReader(Tolerance.STRICT);

    private static final Map<String, String> REPORTS = Map.ofEntries(
            Map.entry("CustomerInformation", "NotifyCustomerInformation"),
            Map.entry("GetBaseReport", "NotifyReport"),
            Map.entry("GetChargingProfiles", "ReportChargingProfiles"),
            Map.entry("GetDERControl", "ReportDERControl"),
            Map.entry("GetDiagnostics", "DiagnosticsStatusNotification"),
            Map.entry("GetDisplayMessages", "NotifyDisplayMessages"),
            Map.entry("GetLog", "LogStatusNotification"),
            Map.entry("GetMonitoringReport", "NotifyMonitoringReport"),
            Map.entry("GetReport", "NotifyReport"),
            Map.entry("PublishFirmware", "PublishFirmwareStatusNotification"),
            Map.entry("SignedUpdateFirmware", "SignedFirmwareStatusNotification"),
            Map.entry("UpdateFirmware", "FirmwareStatusNotification"));

    private RequestedMessages() {}

    /** Returns the action of the message that {@code call} requests, if any. */
    public static Optional<Action> requestedBy(OcppVersion version, Downlink.Call call) {
        String action = call.action().name();
        if (action.equals("TriggerMessage") || action.equals("ExtendedTriggerMessage")) {
            return Optional.ofNullable(requestedMessage(version, call)).map(RequestedMessages::triggered);
        }
        return Optional.ofNullable(REPORTS.get(action)).map(Action::new);
    }

    private static @Nullable String requestedMessage(OcppVersion version, Downlink.Call call) {
        MessageType message = Dictionary.of(version).message(call.action());
        Payload payload = message == null
                ? null
                : READER.read(message.request(), call.payload()).payload();
        return payload == null ? null : payload.text("requestedMessage");
    }

    /** The requested message is named by its action, except for SignCertificate, where the kind of certificate is named. */
    private static Action triggered(String requestedMessage) {
        return new Action(requestedMessage.startsWith("Sign") ? "SignCertificate" : requestedMessage);
    }
}
