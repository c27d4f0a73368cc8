package org.ocppgateway.protocol.v16;

import static org.ocppgateway.protocol.translation.CommandData.call;

import java.util.List;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.InexpressibleException;
import org.ocppgateway.protocol.translation.UnifiedWords;

/** The part of {@link Calls} that is about firmware, logs and certificates. */
final class MaintenanceCalls {
    private MaintenanceCalls() {}

    static Downlink.Call updateFirmware(Command command, Payload data) throws InexpressibleException {
        if (data.has("signature") || data.has("signingCertificate")) {
            return signedUpdateFirmware(command, data);
        }
        if (data.has("installAt")) {
            throw new InexpressibleException("OCPP 1.6 can delay the installation of signed firmware only");
        }
        return call(
                "UpdateFirmware",
                retries(new JsonText().field("location", data.text("location")), data)
                        .field("retrieveDate", UnifiedWords.date(data.text("retrieveAt"))));
    }

    private static Downlink.Call signedUpdateFirmware(Command command, Payload data) {
        return call(
                "SignedUpdateFirmware",
                retries(new JsonText(), data)
                        .raw("requestId", requestId(command, data))
                        .beginObject("firmware")
                        .field("location", data.text("location"))
                        .field("retrieveDateTime", UnifiedWords.date(data.text("retrieveAt")))
                        .field("installDateTime", UnifiedWords.date(data.text("installAt")))
                        .field("signingCertificate", data.text("signingCertificate"))
                        .field("signature", data.text("signature"))
                        .endObject());
    }

    static Downlink.Call getLog(Command command, Payload data) {
        if ("DiagnosticsLog".equals(data.text("logType"))) {
            return call(
                    "GetDiagnostics",
                    retries(new JsonText().field("location", data.text("location")), data)
                            .field("startTime", UnifiedWords.date(data.text("from")))
                            .field("stopTime", UnifiedWords.date(data.text("to"))));
        }
        return call(
                "GetLog",
                retries(new JsonText(), data)
                        .field("logType", data.text("logType"))
                        .raw("requestId", requestId(command, data))
                        .beginObject("log")
                        .field("remoteLocation", data.text("location"))
                        .field("oldestTimestamp", UnifiedWords.date(data.text("from")))
                        .field("latestTimestamp", UnifiedWords.date(data.text("to")))
                        .endObject());
    }

    static Downlink.Call installCertificate(Payload data) {
        return call(
                "InstallCertificate",
                new JsonText()
                        .field("certificateType", Words.certificateType(String.valueOf(data.text("certificateType"))))
                        .field("certificate", data.text("certificate")));
    }

    static Downlink.Call deleteCertificate(Payload data) {
        return call(
                "DeleteCertificate",
                new JsonText()
                        .beginObject("certificateHashData")
                        .field("hashAlgorithm", data.text("hashAlgorithm"))
                        .field("issuerNameHash", data.text("issuerNameHash"))
                        .field("issuerKeyHash", data.text("issuerKeyHash"))
                        .field("serialNumber", data.text("serialNumber"))
                        .endObject());
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

    private static JsonText retries(JsonText fields, Payload data) {
        return fields.raw("retries", data.text("retries")).raw("retryInterval", data.text("retryInterval"));
    }

    /** The request id given, or one that is the same whenever the same command is translated. */
    private static String requestId(Command command, Payload data) {
        String given = data.text("requestId");
        return given == null ? CommandData.derivedId(command) : given;
    }
}
