package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.function.Executable;

/**
 * A client that is refused, and its explanation.
 *
 * @param attempt connects, and fails
 * @param query of the refusals API
 * @param words a regular expression that details and suggestion contain
 */
record Misconfigured(String client, Executable attempt, String query, String stage, String reason, String words) {

    /** Waits until the refusals API lists it. Returns the latest item. */
    JsonObject refusal(Rig rig) {
        List<JsonElement> items = new ArrayList<>();
        await(client).atMost(RawChargePoint.TIMEOUT).until(() -> {
            HttpResponse<String> answer = rig.get(0, "/api/v1/refusals?" + query);
            JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .getAsJsonArray("items")
                    .forEach(items::add);
            return !items.isEmpty();
        });
        return items.getFirst().getAsJsonObject();
    }

    void assertExplainedBy(JsonObject refusal) {
        assertEquals(stage, text(refusal, "stage"), client);
        assertEquals(reason, text(refusal, "reason"), client);
        assertNotNull(refusal.get("suggestion"), client);
        String explanation = text(refusal, "details") + " " + text(refusal, "suggestion");
        assertTrue(Pattern.compile(words).matcher(explanation).find(), client + ": " + explanation);
    }

    /** A row of a table: client, stage, reason, details, suggestion. */
    String row(JsonObject refusal) {
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        client,
                        text(refusal, "stage"),
                        text(refusal, "reason"),
                        text(refusal, "details"),
                        text(refusal, "suggestion"));
    }

    private static String text(JsonObject refusal, String name) {
        JsonElement value = refusal.get(name);
        return value == null ? "" : value.getAsString();
    }
}
