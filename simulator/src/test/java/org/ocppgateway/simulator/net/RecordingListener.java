package org.ocppgateway.simulator.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what it is told, for any thread to read. */
final class RecordingListener implements ClientConnectionListener {
    private final List<String> texts = new ArrayList<>();
    private final List<CloseReason> closings = new ArrayList<>();
    private boolean opened;

    @Override
    public synchronized void opened(long now) {
        opened = true;
    }

    @Override
    public synchronized void received(String text, long now) {
        texts.add(text);
    }

    @Override
    public synchronized void closed(CloseReason closing, long now) {
        closings.add(closing);
    }

    synchronized boolean isOpened() {
        return opened;
    }

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized int closings() {
        return closings.size();
    }

    synchronized @Nullable CloseReason closing() {
        return closings.isEmpty() ? null : closings.getFirst();
    }
}
