package org.ocppgateway.routing.redis;

import org.ocppgateway.protocol.PodId;

/** Another live process has this pod's name. */
public final class LeaseTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    LeaseTakenException(PodId pod, String holder) {
        super("another process lives under the name " + pod + " (" + holder + "); stop it");
    }
}
