package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Answers with the frames of a charge point in the journal of this pod: {@code lines}, each an encoded {@link
 * org.ocppgateway.gateway.journal.JournalLine}. Parameters: {@code id}, {@code after} (without it the newest record only), {@code limit}.
 */
public record JournalQuery(FrameJournal journal) implements PodQuery {
    public static final String NAME = "frames";

    static final String ID = "id";
    static final String AFTER = "after";
    static final String LIMIT = "limit";
    static final String LINES = "lines";

    @Override
    public JsonObject answer(Map<String, String> parameters) {
        ChargePointId id = new ChargePointId(required(parameters, ID));
        String after = parameters.get(AFTER);
        JournalPosition position = after == null
                ? journal.last(id).before()
                : JournalPosition.parse(after).orElseThrow(() -> new IllegalArgumentException("after is invalid"));
        JsonArray lines = new JsonArray();
        journal.after(id, position, Integer.parseInt(required(parameters, LIMIT)))
                .forEach(line -> lines.add(line.encoded()));
        JsonObject answer = new JsonObject();
        answer.add(LINES, lines);
        return answer;
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
