package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ended sessions as JSON of the API. Their records were written by pods of any release. */
final class EndedSessions {
    private static final List<String> FACTS =
            List.of("pod", "epoch", "protocol", "connectedAt", "remoteAddress", "securityProfile");
    private static final List<String> END = List.of("reason", "endedBy", "closeCode", "closeReason", "pod");

    private EndedSessions() {}

    /** Reads records, the latest first. One that cannot be read is skipped. */
    static List<JsonObject> read(List<String> records) {
        return records.stream().flatMap(text -> parse(text).stream()).toList();
    }

    private static Optional<JsonObject> parse(String text) {
        try {
            JsonObject session = JsonParser.parseString(text).getAsJsonObject();
            String suffix = session.get("epoch").getAsString();
            session.addProperty("sessionId", LatestFirst.id(endedAt(session), suffix));
            return Optional.of(session);
        } catch (JsonParseException | IllegalStateException | NullPointerException | DateTimeException e) {
            return Optional.empty();
        }
    }

    static Instant endedAt(JsonObject session) {
        return Instant.parse(session.get("endedAt").getAsString());
    }

    /** Adds the facts that are known after the end. */
    static void copyFacts(JsonObject session, JsonObject to) {
        copy(session, FACTS, to);
    }

    /** How the session ended; null without a session. */
    static @Nullable JsonObject lastEnd(@Nullable JsonObject session) {
        if (session == null) {
            return null;
        }
        JsonObject end = new JsonObject();
        end.add("time", session.get("endedAt"));
        copy(session, END, end);
        return end;
    }

    private static void copy(JsonObject from, List<String> members, JsonObject to) {
        for (String member : members) {
            JsonElement value = from.get(member);
            if (value != null) {
                to.add(member, value);
            }
        }
    }
}
