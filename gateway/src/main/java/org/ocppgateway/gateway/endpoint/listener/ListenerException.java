package org.ocppgateway.gateway.endpoint.listener;

/** A listener cannot be opened: its port cannot be bound, or its TLS files cannot be used. The cause is the reason. */
public final class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ListenerSettings listener;

    ListenerException(ListenerSettings listener, Exception cause) {
        super("listener " + listener.name() + ": " + cause.getMessage(), cause);
        this.listener = listener;
    }

    public ListenerSettings listener() {
        return listener;
    }
}
