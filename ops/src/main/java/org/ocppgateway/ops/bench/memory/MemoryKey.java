package org.ocppgateway.ops.bench.memory;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectionKey;

/** What a selector watches a channel for. */
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

    /** Has the selector look at it if it waits for anything that could have happened. */
    void mayBeReady() {
        if (isWantedNow()) {
            selector.queue(this);
        }
    }

    boolean isWantedNow() {
        return (interest & channel.readyOps()) != 0;
    }

    /** Takes down what it is ready for; false if for nothing. By the selector. */
    boolean select() {
        ready = interest & channel.readyOps();
        return ready != 0;
    }

    /** Whether it waits for its turn; kept by the selector, under its lock. */
    boolean queued() {
        return queued;
    }

    void queued(boolean now) {
        queued = now;
    }
}
