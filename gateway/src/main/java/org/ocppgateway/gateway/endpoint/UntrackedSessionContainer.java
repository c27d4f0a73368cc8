package org.ocppgateway.gateway.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketContainer;
import org.eclipse.jetty.websocket.api.WebSocketSessionListener;

/** A container that does not track its sessions, because {@code Connections} does. Thread-safe. */
record UntrackedSessionContainer(Executor executor) implements WebSocketContainer {
    @Override
    public Executor getExecutor() {
        return executor;
    }

    @Override
    public Collection<Session> getOpenSessions() {
        return List.of();
    }

    @Override
    public void addSessionListener(WebSocketSessionListener listener) {
        throw new UnsupportedOperationException("sessions are not tracked here");
    }

    @Override
    public boolean removeSessionListener(WebSocketSessionListener listener) {
        return false;
    }

    @Override
    public void notifySessionListeners(Consumer<WebSocketSessionListener> notification) {
        // No listener can be added.
    }
}
