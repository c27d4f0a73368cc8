package org.ocppgateway.ops.bench.memory;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** The registration of an in-memory channel with a selector. */
final class MemoryKey extends AbstractSelectionKey {
    private final MemorySelector selector;
    private final MemoryChannel channel;
    private volatile int interest;
    private volatile int ready;
    private boolean queued;

    MemoryKey(MemorySelector selector, MemoryChannel channel, int interest) {
        this.selector = selector;
        this.channel = channel;
        this.interest = interest;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    @Override
    public int interestOps() {
        return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        interest = ops;
        mayBeReady();
        return this;
    }

    @Override
    public int readyOps() {
        return ready;
    }

    /** Queues this key for the selector if it is interested in one of these operations. */
    void mayBeReady() {
        if (isWantedNow()) {
            selector.queue(this);
        }
    }

    boolean isWantedNow() {
        return (interest & channel.readyOps()) != 0;
    }

    /** Updates the ready set and returns whether it is not empty. Called by the selector. */
    boolean select() {
        ready = interest & channel.readyOps();
        return ready != 0;
    }

    /** Whether this key is queued. Guarded by the selector's lock. */
    boolean queued() {
        return queued;
    }

    void queued(boolean now) {
        queued = now;
    }
}
