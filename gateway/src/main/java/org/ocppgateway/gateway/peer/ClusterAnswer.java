package org.ocppgateway.gateway.peer;

import com.google.gson.JsonObject;
import java.util.List;
import org.ocppgateway.protocol.PodId;

/**
 * Answers of pods to one query.
 *
 * @param answers of the pods that answered, this pod first
 * @param missing pods that did not answer
 */
public record ClusterAnswer(List<OfPod> answers, List<Missing> missing) {
    public ClusterAnswer {
        answers = List.copyOf(answers);
        missing = List.copyOf(missing);
    }

    /** The answer of one pod. */
    public record OfPod(PodId pod, JsonObject body) {}

    /**
     * A pod that did not answer.
     *
     * @param pod {@code *} if the other pods are not known
     */
    public record Missing(String pod, String reason) {}
}
