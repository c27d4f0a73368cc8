package org.ocppgateway.protocol.v16;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;

/**
 * Writes positive answers. Without a decision they accept, because the event is already published and the backend can react to
 * it. A DataTransfer without a decision is answered with UnknownVendorId, because the gateway does not know the vendor.
 */
final class Answers16 {
    private static final int MAX_ID_TAG_LENGTH = 20;
    private static final String EMPTY = "{}";

    private Answers16() {}

    static String of(Uplink.Accepted uplink, AnswerContext answerContext) {
        Payload decision = answerContext.decision();
        return switch (uplink.action().name()) {
            case "Authorize" -> authorize(decision);
            case "BootNotification" -> boot(answerContext);
            case "DataTransfer" -> dataTransfer(decision);
            case "Heartbeat" -> JsonBuilder.object("currentTime", Timestamps.format(answerContext.now()));
            case "SignCertificate" -> JsonBuilder.object("status", acceptedUnlessRejected(decision));
            case "StartTransaction" -> startTransaction(uplink, answerContext);
            case "StopTransaction" -> decision == null ? EMPTY : stopTransaction(decision);
            default -> EMPTY;
        };
    }

    private static String authorize(@Nullable Payload decision) {
        JsonBuilder answer = new JsonBuilder().beginObject();
        String status = idTagStatus(decision);
        // ConcurrentTx is allowed only in the answer to StartTransaction
        idTagInfo(answer, decision, status.equals("ConcurrentTx") ? "Invalid" : status);
        return answer.endObject().toString();
    }

    private static String startTransaction(Uplink.Accepted start, AnswerContext answerContext) {
        JsonBuilder answer = new JsonBuilder().beginObject();
        idTagInfo(answer, answerContext.decision(), idTagStatus(answerContext.decision()));
        String contentKey = Objects.requireNonNull(start.contentKey(), "a start must have a content key");
        return answer.field("transactionId", Transactions16.idOf(answerContext.chargePointId(), contentKey))
                .endObject()
                .toString();
    }

    private static String stopTransaction(Payload decision) {
        JsonBuilder answer = new JsonBuilder().beginObject();
        idTagInfo(answer, decision, idTagStatus(decision));
        return answer.endObject().toString();
    }

    private static void idTagInfo(JsonBuilder answer, @Nullable Payload decision, String status) {
        answer.beginObject("idTagInfo").field("status", status);
        if (decision != null) {
            String group = decision.text("groupId");
            answer.field("expiryDate", UnifiedVocabulary.date(decision.text("expiresAt")))
                    .field("parentIdTag", group == null || group.length() > MAX_ID_TAG_LENGTH ? null : group);
        }
        answer.endObject();
    }

    private static String idTagStatus(@Nullable Payload decision) {
        return decision == null ? "Accepted" : Vocabulary16.idTagStatus(orElse(decision.text("status"), "invalid"));
    }

    private static String boot(AnswerContext answerContext) {
        Payload decision = answerContext.decision();
        String status = decision == null ? "accepted" : orElse(decision.text("status"), "rejected");
        Long interval = decision == null ? null : decision.integer("interval");
        return new JsonBuilder()
                .beginObject()
                .field("status", UnifiedVocabulary.registration(status))
                .field("currentTime", Timestamps.format(answerContext.now()))
                .field(
                        "interval",
                        interval == null ? answerContext.heartbeatInterval().toSeconds() : interval)
                .endObject()
                .toString();
    }

    private static String dataTransfer(@Nullable Payload decision) {
        if (decision == null) {
            return JsonBuilder.object("status", "UnknownVendorId");
        }
        return new JsonBuilder()
                .beginObject()
                .field("status", UnifiedVocabulary.dataTransfer(orElse(decision.text("status"), "rejected")))
                .raw("data", Vocabulary16.jsonAsString(decision.json("data")))
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
