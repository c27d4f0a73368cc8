package org.ocppgateway.gateway.tls;

import org.ocppgateway.routing.tls.Causes;

/** The last cause of an exception, which mostly names the reason of a failed handshake. */
final class DeepestCause {
    private DeepestCause() {}

    /** Its text, or its class if it has none. */
    static String message(Throwable failure) {
        Throwable deepest = Causes.of(failure).getLast();
        String message = deepest.getMessage();
        return FirstBytes.printable(message == null ? deepest.getClass().getSimpleName() : message);
    }
}
