package org.ocppgateway.protocol.v16;

import static org.ocppgateway.protocol.translation.CommandData.call;

import java.util.List;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.Certificates;
import org.ocppgateway.protocol.translation.Transfers;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/** Translates commands about firmware, logs and certificates. Part of {@link Calls16}. */
final class MaintenanceCalls16 {
    private MaintenanceCalls16() {}

    static Downlink.Call updateFirmware(Command command, Payload data) throws UntranslatableCommandException {
        if (data.has("signature") || data.has("signingCertificate")) {
            return call("SignedUpdateFirmware", Transfers.firmware(Transfers.request(command, data), data));
        }
        if (data.has("installAt")) {
            throw new UntranslatableCommandException("OCPP 1.6 can delay the installation only of signed firmware");
        }
        return call(
                "UpdateFirmware",
                Transfers.retries(new JsonBuilder().field("location", data.text("location")), data)
                        .field("retrieveDate", UnifiedVocabulary.date(data.text("retrieveAt"))));
    }

    static Downlink.Call getLog(Command command, Payload data) {
        if ("DiagnosticsLog".equals(data.text("logType"))) {
            return call(
                    "GetDiagnostics",
                    Transfers.retries(new JsonBuilder().field("location", data.text("location")), data)
                            .field("startTime", UnifiedVocabulary.date(data.text("from")))
                            .field("stopTime", UnifiedVocabulary.date(data.text("to"))));
        }
        return call("GetLog", Transfers.log(Transfers.request(command, data), data));
    }

    static Downlink.Call installCertificate(Payload data) {
        return call(
                "InstallCertificate",
                new JsonBuilder()
                        .field(
                                "certificateType",
                                Vocabulary16.certificateType(String.valueOf(data.text("certificateType"))))
                        .field("certificate", data.text("certificate")));
    }

    static Downlink.Call deleteCertificate(Payload data) {
        return call("DeleteCertificate", Certificates.hash(new JsonBuilder(), data));
    }

    static Downlink.Call getInstalledCertificates(Payload data) throws UntranslatableCommandException {
        List<String> types = data.texts("certificateTypes");
        if (types.size() != 1) {
            throw new UntranslatableCommandException(
                    "OCPP 1.6 lists one type of certificate per command: set exactly one in data/certificateTypes");
        }
        return call(
                "GetInstalledCertificateIds",
                new JsonBuilder().field("certificateType", Vocabulary16.certificateType(types.getFirst())));
    }
}
