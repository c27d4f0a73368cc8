package org.ocppgateway.protocol.v2;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.Certificates;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;

/**
 * Writes positive answers. Without a decision they accept what has no consequences, because the event is already published.
 * They promise nothing that only a backend can provide: no charging profile, no certificate, no vendor-specific message.
 */
final class Answers2 {
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);
    private static final String ACCEPTED = "Accepted";
    private static final String ONLY_IN_2_1 = "NoChargingProfile";

    /** Status without a decision, for answers that consist of a status and the fields of a decision. */
    private static final Map<String, String> UNDECIDED = Map.ofEntries(
            Map.entry("DataTransfer", "UnknownVendorId"),
            Map.entry("Get15118EVCertificate", "Failed"),
            Map.entry("GetCertificateStatus", "Failed"),
            Map.entry("NotifyEVChargingNeeds", "Rejected"),
            Map.entry("NotifyEVChargingSchedule", ACCEPTED),
            Map.entry("OpenPeriodicEventStream", ACCEPTED),
            Map.entry("PullDynamicScheduleUpdate", "Rejected"),
            Map.entry("SignCertificate", ACCEPTED),
            Map.entry("VatNumberValidation", "Rejected"));

    /** Fields of answers that have another name in replies. */
    private static final Map<String, String> ORIGINS = Map.of(
            "cacheExpiryDateTime", "expiresAt",
            "evseId", "evseIds",
            "language1", "language",
            "updatedPersonalMessage", "personalMessage");

    private final OcppVersion version;
    private final Dictionary dictionary;
    private final Map<ObjectType, Additions> additions = new HashMap<>();

    /** Fields that a reply adds to an answer and to its token. */
    private record Additions(FieldCopy answer, FieldCopy token) {}

    Answers2(OcppVersion version) {
        this.version = version;
        this.dictionary = Dictionary.of(version);
        Events2.TYPES.forEach((action, type) -> additions(type, action));
        Transactions2.TYPES.values().forEach(type -> additions(type, "TransactionEvent"));
    }

    private void additions(EventType type, String action) {
        ObjectType reply = UnifiedModel.replies().reply(type.name());
        MessageType message = dictionary.message(new Action(action));
        if (reply != null && message != null && message.response() != null) {
            ObjectType token = Objects.requireNonNull(dictionary.type("IdTokenInfo"));
            additions.put(
                    reply,
                    new Additions(
                            FieldCopy.toChargePoint(reply, message.response(), ORIGINS),
                            FieldCopy.toChargePoint(reply, token, ORIGINS)));
        }
    }

    /** If the fields of a decision make the answer invalid in this version, the answer contains only the status. */
    String of(Uplink.Accepted uplink, AnswerContext answerContext) {
        Payload decision = answerContext.decision();
        if (decision == null) {
            return write(uplink, answerContext, null);
        }
        String answer = write(uplink, answerContext, additions.get(decision.type()));
        MessageType message = dictionary.message(uplink.action());
        boolean valid = message != null
                && message.response() != null
                && STRICT.read(message.response(), answer).valid();
        return valid ? answer : write(uplink, answerContext, null);
    }

    private String write(Uplink.Accepted uplink, AnswerContext answerContext, @Nullable Additions additions) {
        Payload message = uplink.payload();
        Payload decision = additions == null ? null : answerContext.decision();
        String status = status(uplink.action(), answerContext.decision());
        JsonBuilder answer = new JsonBuilder().beginObject();
        switch (uplink.action().name()) {
            case "Authorize" -> {
                idTokenInfo(answer, status, decision, additions);
                certificateStatus(answer, status, message, decision);
            }
            case "BootNotification" -> boot(answer, status, answerContext);
            case "Get15118EVCertificate" -> {
                answer.field("status", status);
                if (decision == null) {
                    answer.field("exiResponse", "");
                }
            }
            case "GetCertificateChainStatus" -> chainStatus(answer, message, answerContext);
            case "Heartbeat" -> answer.field("currentTime", Timestamps.format(answerContext.now()));
            case "TransactionEvent" -> {
                if (message.has("idToken")) {
                    idTokenInfo(answer, status, decision, additions);
                }
            }
            case "VatNumberValidation" ->
                answer.field("vatNumber", message.text("vatNumber"))
                        .raw("evseId", validEvseId(message))
                        .field("status", status);
            default ->
                answer.field("status", UNDECIDED.containsKey(uplink.action().name()) ? status : null);
        }
        if (decision != null && additions != null) {
            additions.answer.write(decision, answer);
        }
        return answer.endObject().toString();
    }

    /** Returns the EVSE of the message, or null for a negative one, which must not be in the answer. */
    private static @Nullable String validEvseId(Payload message) {
        String evseId = message.text("evseId");
        return evseId == null || evseId.startsWith("-") ? null : evseId;
    }

    private String status(Action action, @Nullable Payload decision) {
        String decided = decision == null || !hasStatus(decision) ? null : decision.text("status");
        String undecided = UNDECIDED.getOrDefault(action.name(), ACCEPTED);
        if (decided == null) {
            return undecided;
        }
        String word = Vocabulary2.status(decided);
        return version == OcppVersion.V2_0_1 && word.equals(ONLY_IN_2_1) ? undecided : word;
    }

    private static boolean hasStatus(Payload decision) {
        return decision.type().fields().stream().anyMatch(field -> field.name().equals("status"));
    }

    private static void boot(JsonBuilder answer, String status, AnswerContext answerContext) {
        Payload decision = answerContext.decision();
        Long interval = decision == null ? null : decision.integer("interval");
        answer.field("currentTime", Timestamps.format(answerContext.now()))
                .field(
                        "interval",
                        interval == null ? answerContext.heartbeatInterval().toSeconds() : interval)
                .field("status", status);
    }

    private static void idTokenInfo(
            JsonBuilder answer, String status, @Nullable Payload decision, @Nullable Additions additions) {
        answer.beginObject("idTokenInfo").field("status", status);
        if (decision != null && additions != null) {
            additions.token.write(decision, answer);
            IdTokens.toMessage(answer, "groupIdToken", decision.text("groupId"), decision.text("groupIdType"));
        }
        answer.endObject();
    }

    /** The certificates of a vehicle count as valid if its token is accepted and the decision does not say otherwise. */
    private static void certificateStatus(
            JsonBuilder answer, String status, Payload message, @Nullable Payload decision) {
        boolean hasCertificate = message.has("certificate") || message.has("iso15118CertificateHashData");
        boolean isDecided = decision != null && decision.has("certificateStatus");
        if (hasCertificate && !isDecided && status.equals(ACCEPTED)) {
            answer.field("certificateStatus", ACCEPTED);
        }
    }

    /** Writes one status for each requested certificate. An undecided one is Failed. */
    private static void chainStatus(JsonBuilder answer, Payload message, AnswerContext answerContext) {
        Payload decision = answerContext.decision();
        List<Payload> decided = decision == null ? List.of() : decision.objects("certificates");
        int position = 0;
        answer.beginArray("certificateStatus");
        for (Payload request : message.objects("certificateStatusRequests")) {
            Payload certificate = position < decided.size() ? decided.get(position) : null;
            position++;
            String nextUpdate = certificate == null ? null : UnifiedVocabulary.date(certificate.text("nextUpdate"));
            answer.beginObject();
            Payload hash = request.object("certificateHashData");
            if (hash != null) {
                Certificates.hash(answer, hash);
            }
            answer.field("source", request.text("source"))
                    .field("status", certificate == null ? "Failed" : certificate.text("status"))
                    .field("nextUpdate", nextUpdate == null ? Timestamps.format(answerContext.now()) : nextUpdate)
                    .endObject();
        }
        answer.endArray();
    }
}
