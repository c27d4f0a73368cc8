package org.ocppgateway.protocol.v2;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.ReadAnswer;

/** Translates the answers to commands that return data. {@code answers.dictionary} documents the fields. */
final class AnswerData2 {
    /** Commands whose answer contains the values, with the fields that have another name in the answer. */
    private static final Map<String, Map<String, String>> ORIGINS = Map.of(
            "data.transfer", Map.of(),
            "get.event.streams", Map.of(),
            "get.local.list.version", Map.of("version", "versionNumber"),
            "get.log", Map.of("fileName", "filename"),
            "get.tariffs", Map.of(),
            "get.transaction.status", Map.of());

    /** Actions whose values follow in events. */
    private static final Map<String, Report> REPORTS = Map.of(
            "CustomerInformation", new Report("customer.information", null, ""),
            "GetBaseReport", new Report("device.report", "reportData", "EmptyResultSet"),
            "GetChargingProfiles", new Report("charging.profiles.report", "chargingProfile", "NoProfiles"),
            "GetDERControl", new Report("der.report", null, ""),
            "GetDisplayMessages", new Report("display.messages", "messageInfo", "Unknown"),
            "GetLog", new Report("log.status", null, ""),
            "GetMonitoringReport", new Report("monitoring.report", "monitor", "EmptyResultSet"),
            "GetReport", new Report("device.report", "reportData", "EmptyResultSet"));

    /** Lists that an answer omits if they are empty, by action. */
    private static final Map<String, String> LISTS =
            Map.of("GetPeriodicEventStream", "constantStreamData", "GetTariffs", "tariffAssignments");

    private final Map<String, FieldCopy> copies = new HashMap<>();
    private final FieldCopy schedule;
    private final FieldCopy certificateHash;
    private final ReportedVariables variables;

    /**
     * Report that follows an answer.
     *
     * @param event type of the events
     * @param list name of the list in them; null if it has no single name
     * @param nothing status for an empty list
     */
    private record Report(String event, @Nullable String list, String nothing) {}

    AnswerData2(Dictionary dictionary) {
        ORIGINS.forEach((type, origins) -> {
            MessageType message = dictionary.message(new Action(Calls2.SAME_FIELDS.getOrDefault(type, "GetLog")));
            if (message != null && message.response() != null) {
                copies.put(type, FieldCopy.toEvent(message.response(), answer(type), origins));
            }
        });
        this.schedule =
                FieldCopy.toEvent(type(dictionary, "CompositeSchedule"), answer("get.composite.schedule"), Map.of());
        this.certificateHash = FieldCopy.toEvent(
                type(dictionary, "CertificateHashData"), type(UnifiedModel.results(), "CertificateHash"), Map.of());
        this.variables = new ReportedVariables(dictionary);
    }

    private static ObjectType answer(String command) {
        return Objects.requireNonNull(UnifiedModel.results().answer(command), command);
    }

    private static ObjectType type(Dictionary dictionary, String name) {
        return Objects.requireNonNull(dictionary.type(name), name);
    }

    void write(ReadAnswer read, JsonBuilder to) {
        FieldCopy copy = copies.get(read.type());
        if (copy != null) {
            copy.write(read.answer(), to);
        }
        switch (read.action().name()) {
            case "GetCompositeSchedule" -> {
                Payload composite = read.answer().object("schedule");
                if (composite != null) {
                    schedule.write(composite, to);
                }
            }
            case "GetInstalledCertificateIds" -> certificates(read.answer(), to);
            case "GetVariables" -> variables.ofAnswer(read, to);
            default -> report(read, to);
        }
    }

    private void certificates(Payload answer, JsonBuilder to) {
        to.beginArray("certificates");
        for (Payload chain : answer.objects("certificateHashDataChain")) {
            Payload hash = chain.object("certificateHashData");
            if (hash != null) {
                to.beginObject().field("certificateType", chain.text("certificateType"));
                certificateHash.write(hash, to);
                if (!chain.objects("childCertificateHashData").isEmpty()) {
                    to.beginArray("childCertificates");
                    chain.objects("childCertificateHashData").forEach(child -> {
                        certificateHash.write(child, to.beginObject());
                        to.endObject();
                    });
                    to.endArray();
                }
                to.endObject();
            }
        }
        to.endArray();
    }

    private static void report(ReadAnswer read, JsonBuilder to) {
        String action = read.action().name();
        String list = LISTS.get(action);
        if (list != null && read.answer().objects(list).isEmpty()) {
            to.beginArray(list).endArray();
        }
        Report report = REPORTS.get(action);
        if (report == null) {
            return;
        }
        if (report.list != null && report.nothing.equals(read.status())) {
            to.beginArray(report.list).endArray();
        } else if (read.isAccepted() && isAskedFor(read)) {
            read.reportedBy(report.event, to);
        }
    }

    /** CustomerInformation may only clear data, without a report. */
    private static boolean isAskedFor(ReadAnswer read) {
        return !read.request().type().declares("report")
                || Boolean.TRUE.equals(read.request().flag("report"));
    }
}
