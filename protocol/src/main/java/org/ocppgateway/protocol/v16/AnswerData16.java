package org.ocppgateway.protocol.v16;

import java.util.Map;
import java.util.Objects;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.ReadAnswer;

/** Translates the answers to commands that return data. {@code answers.dictionary} documents the fields. */
final class AnswerData16 {
    private static final FieldCopy LIST_VERSION =
            copy("GetLocalListVersionResponse", "get.local.list.version", Map.of("version", "listVersion"));
    private static final FieldCopy SCHEDULE = copy("ChargingSchedule", "get.composite.schedule", Map.of());
    private static final FieldCopy CERTIFICATE_HASH = FieldCopy.toEvent(
            type("CertificateHashData"),
            Objects.requireNonNull(UnifiedModel.results().type("CertificateHash")),
            Map.of());

    private AnswerData16() {}

    private static ObjectType type(String name) {
        return Objects.requireNonNull(Dictionary.of(OcppVersion.V1_6).type(name), name);
    }

    private static FieldCopy copy(String from, String answer, Map<String, String> origins) {
        return FieldCopy.toEvent(
                type(from), Objects.requireNonNull(UnifiedModel.results().answer(answer), answer), origins);
    }

    static void write(ReadAnswer read, JsonBuilder to) {
        switch (read.type()) {
            case "get.configuration" -> configuration(read.answer(), to);
            case "get.local.list.version" -> LIST_VERSION.write(read.answer(), to);
            case "get.composite.schedule" -> compositeSchedule(read.answer(), to);
            case "get.log" -> log(read, to);
            case "get.installed.certificates" -> certificates(read, to);
            case "data.transfer" -> to.field("data", read.answer().text("data"));
            default -> {
                // returns no data, or is unknown to OCPP 1.6
            }
        }
    }

    private static void configuration(Payload answer, JsonBuilder to) {
        to.beginArray("reportData");
        for (Payload item : answer.objects("configurationKey")) {
            if (item.has("key")) {
                to.beginObject().field("key", item.text("key")).field("value", item.text("value"));
                Boolean readonly = item.flag("readonly");
                if (readonly != null) {
                    to.field("readonly", readonly);
                }
                to.endObject();
            }
        }
        to.endArray();
        if (!answer.texts("unknownKey").isEmpty()) {
            to.beginArray("unknownKeys");
            answer.texts("unknownKey").forEach(to::element);
            to.endArray();
        }
    }

    private static void compositeSchedule(Payload answer, JsonBuilder to) {
        Payload schedule = answer.object("chargingSchedule");
        if (schedule == null) {
            return;
        }
        String start = answer.text("scheduleStart");
        to.raw("evseId", answer.text("connectorId"))
                .field("scheduleStart", start == null ? schedule.text("startSchedule") : start);
        SCHEDULE.write(schedule, to);
    }

    private static void log(ReadAnswer read, JsonBuilder to) {
        boolean diagnostics = read.action().equals(new Action("GetDiagnostics"));
        String fileName = read.answer().text(diagnostics ? "fileName" : "filename");
        to.field("fileName", fileName);
        if (diagnostics ? fileName != null : read.isAccepted()) {
            read.reportedBy("log.status", to);
        }
    }

    private static void certificates(ReadAnswer read, JsonBuilder to) {
        to.beginArray("certificates");
        for (Payload hash : read.answer().objects("certificateHashData")) {
            to.beginObject()
                    .field(
                            "certificateType",
                            Vocabulary16.unifiedCertificateType(
                                    read.data().texts("certificateTypes").getFirst()));
            CERTIFICATE_HASH.write(hash, to);
            to.endObject();
        }
        to.endArray();
    }
}
