package org.ocppgateway.protocol.v16;

import static org.ocppgateway.protocol.translation.CommandData.call;

import java.util.List;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.Certificates;
import org.ocppgateway.protocol.translation.InexpressibleException;
import org.ocppgateway.protocol.translation.Transfers;
import org.ocppgateway.protocol.translation.UnifiedWords;

/** The part of {@link Calls} that is about firmware, logs and certificates. */
final class MaintenanceCalls {
    private MaintenanceCalls() {}

    static Downlink.Call updateFirmware(Command command, Payload data) throws InexpressibleException {
        if (data.has("signature") || data.has("signingCertificate")) {
            return call("SignedUpdateFirmware", Transfers.firmware(Transfers.request(command, data), data));
        }
        if (data.has("installAt")) {
            throw new InexpressibleException("OCPP 1.6 can delay the installation of signed firmware only");
        }
        return call(
                "UpdateFirmware",
                Transfers.retries(new JsonText().field("location", data.text("location")), data)
                        .field("retrieveDate", UnifiedWords.date(data.text("retrieveAt"))));
    }

    static Downlink.Call getLog(Command command, Payload data) {
        if ("DiagnosticsLog".equals(data.text("logType"))) {
            return call(
                    "GetDiagnostics",
                    Transfers.retries(new JsonText().field("location", data.text("location")), data)
                            .field("startTime", UnifiedWords.date(data.text("from")))
                            .field("stopTime", UnifiedWords.date(data.text("to"))));
        }
        return call("GetLog", Transfers.log(Transfers.request(command, data), data));
    }

    static Downlink.Call installCertificate(Payload data) {
        return call(
                "InstallCertificate",
                new JsonText()
                        .field("certificateType", Words.certificateType(String.valueOf(data.text("certificateType"))))
                        .field("certificate", data.text("certificate")));
    }

    static Downlink.Call deleteCertificate(Payload data) {
        return call("DeleteCertificate", Certificates.hash(new JsonText(), data));
    }

    static Downlink.Call getInstalledCertificates(Payload data) throws InexpressibleException {
        List<String> types = data.texts("certificateTypes");
        if (types.size() != 1) {
            throw new InexpressibleException("OCPP 1.6 lists one type of certificates at a time: name it alone");
        }
        return call(
                "GetInstalledCertificateIds",
                new JsonText().field("certificateType", Words.certificateType(types.getFirst())));
    }
}
