package org.ocppgateway.protocol.v16;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.Answering;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.translation.UnifiedWords;

/**
 * The positive answers. Where nobody decided, they accept: the event is with the backend by then, which has the last word. A DataTransfer
 * is answered UnknownVendorId, as nobody has said that its vendor is known.
 */
final class Answers {
    private static final int MAX_ID_TAG_LENGTH = 20;
    private static final String EMPTY = "{}";

    private Answers() {}

    static String of(Uplink.Accepted uplink, Answering answering) {
        Payload decision = answering.decision();
        return switch (uplink.action().name()) {
            case "Authorize" -> authorize(decision);
            case "BootNotification" -> boot(answering);
            case "DataTransfer" -> dataTransfer(decision);
            case "Heartbeat" -> JsonText.object("currentTime", Timestamps.format(answering.now()));
            case "SignCertificate" -> JsonText.object("status", acceptedUnlessRejected(decision));
            case "StartTransaction" -> startTransaction(uplink, answering);
            case "StopTransaction" -> decision == null ? EMPTY : stopTransaction(decision);
            default -> EMPTY;
        };
    }

    private static String authorize(@Nullable Payload decision) {
        JsonText answer = new JsonText().beginObject();
        String status = idTagStatus(decision);
        // ConcurrentTx is an answer to StartTransaction only
        idTagInfo(answer, decision, status.equals("ConcurrentTx") ? "Invalid" : status);
        return answer.endObject().toString();
    }

    private static String startTransaction(Uplink.Accepted start, Answering answering) {
        JsonText answer = new JsonText().beginObject();
        idTagInfo(answer, answering.decision(), idTagStatus(answering.decision()));
        String contentKey = Objects.requireNonNull(start.contentKey(), "every start has one");
        return answer.field("transactionId", Transactions.idOf(answering.chargePointId(), contentKey))
                .endObject()
                .toString();
    }

    private static String stopTransaction(Payload decision) {
        JsonText answer = new JsonText().beginObject();
        idTagInfo(answer, decision, idTagStatus(decision));
        return answer.endObject().toString();
    }

    private static void idTagInfo(JsonText answer, @Nullable Payload decision, String status) {
        answer.beginObject("idTagInfo").field("status", status);
        if (decision != null) {
            String group = decision.text("groupId");
            answer.field("expiryDate", UnifiedWords.date(decision.text("expiresAt")))
                    .field("parentIdTag", group == null || group.length() > MAX_ID_TAG_LENGTH ? null : group);
        }
        answer.endObject();
    }

    private static String idTagStatus(@Nullable Payload decision) {
        return decision == null ? "Accepted" : Words.idTagStatus(orElse(decision.text("status"), "invalid"));
    }

    private static String boot(Answering answering) {
        Payload decision = answering.decision();
        String status = decision == null ? "accepted" : orElse(decision.text("status"), "rejected");
        Long interval = decision == null ? null : decision.integer("interval");
        return new JsonText()
                .beginObject()
                .field("status", UnifiedWords.registration(status))
                .field("currentTime", Timestamps.format(answering.now()))
                .field(
                        "interval",
                        interval == null ? answering.heartbeatInterval().toSeconds() : interval)
                .endObject()
                .toString();
    }

    private static String dataTransfer(@Nullable Payload decision) {
        if (decision == null) {
            return JsonText.object("status", "UnknownVendorId");
        }
        return new JsonText()
                .beginObject()
                .field("status", UnifiedWords.dataTransfer(orElse(decision.text("status"), "rejected")))
                .raw("data", Words.jsonAsString(decision.json("data")))
                .endObject()
                .toString();
    }

    private static String acceptedUnlessRejected(@Nullable Payload decision) {
        return decision == null || "accepted".equals(decision.text("status")) ? "Accepted" : "Rejected";
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return Objects.requireNonNullElse(text, otherwise);
    }
}
