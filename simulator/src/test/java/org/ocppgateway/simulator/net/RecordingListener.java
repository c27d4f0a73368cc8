package org.ocppgateway.simulator.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records the events of a connection. Thread-safe. */
final class RecordingListener implements ClientConnectionListener {
    private final List<String> texts = new ArrayList<>();
    private final List<CloseReason> closeReasons = new ArrayList<>();
    private boolean opened;

    @Override
    public synchronized void onOpen(long now) {
        opened = true;
    }

    @Override
    public synchronized void onMessage(String text, long now) {
        texts.add(text);
    }

    @Override
    public synchronized void onClose(CloseReason closeReason, long now) {
        closeReasons.add(closeReason);
    }

    synchronized boolean isOpened() {
        return opened;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int closeCount() {
        return closeReasons.size();
    }

    synchronized @Nullable CloseReason closeReason() {
        return closeReasons.isEmpty() ? null : closeReasons.getFirst();
    }
}
