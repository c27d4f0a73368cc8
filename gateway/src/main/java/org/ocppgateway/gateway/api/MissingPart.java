package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.List;
import org.ocppgateway.gateway.peer.ClusterAnswer;

/**
 * A part of the cluster that an answer does not contain.
 *
 * @param pod name of the pod, or {@code *} for all other pods
 */
public record MissingPart(String pod, String reason) {
    /** Redis is unavailable, so nothing is known of other pods. */
    static MissingPart redis(String consequence) {
        return new MissingPart("*", "Redis is unavailable; " + consequence);
    }

    /** The pods that did not answer a query. */
    static List<MissingPart> of(ClusterAnswer answer) {
        return answer.missing().stream()
                .map(each -> new MissingPart(each.pod(), each.reason()))
                .toList();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("pod", pod);
        json.addProperty("reason", reason);
        return json;
    }
}
