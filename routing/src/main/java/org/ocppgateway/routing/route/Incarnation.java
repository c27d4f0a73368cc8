package org.ocppgateway.routing.route;

import java.util.random.RandomGenerator;
import org.ocppgateway.protocol.PodId;

/**
 * One run of a pod: its name, and a nonce that differs after a restart under the same name.
 *
 * @param nonce 16 hex digits
 */
public record Incarnation(PodId pod, String nonce) {

    public static Incarnation create(PodId pod, RandomGenerator random) {
        return new Incarnation(pod, "%016x".formatted(random.nextLong()));
    }

    /** The form in Redis: {@code <podId>/<nonce>}. */
    @Override
    public String toString() {
        return pod + "/" + nonce;
    }
}
