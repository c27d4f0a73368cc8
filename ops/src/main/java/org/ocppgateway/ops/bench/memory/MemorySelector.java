package org.ocppgateway.ops.bench.memory;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A selector for in-memory channels. The channels report when they may be ready; it never polls the others. */
final class MemorySelector extends AbstractSelector {
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> selected = new HashSet<>();
    private final ArrayDeque<MemoryKey> queue = new ArrayDeque<>();
    private boolean woken;

    MemorySelector(SelectorProvider network) {
        super(network);
    }

    synchronized void queue(MemoryKey key) {
        if (!key.queued()) {
            key.queued(true);
            queue.add(key);
            notifyAll();
        }
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        MemoryChannel memory = (MemoryChannel) channel;
        MemoryKey key = new MemoryKey(this, memory, ops);
        key.attach(attachment);
        keys.add(key);
        memory.registered(key);
        key.mayBeReady();
        return key;
    }

    @Override
    public Set<SelectionKey> keys() {
        return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    public int selectNow() {
        forgetCancelled();
        return collect();
    }

    @Override
    public int select() {
        forgetCancelled();
        synchronized (this) {
            try {
                while (queue.isEmpty() && !woken && isOpen()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            woken = false;
        }
        return collect();
    }

    @Override
    public int select(long timeoutMillis) {
        throw new UnsupportedOperationException("select with a timeout is not supported");
    }

    private synchronized int collect() {
        int count = 0;
        for (int left = queue.size(); left > 0; left--) {
            MemoryKey key = queue.remove();
            key.queued(false);
            if (key.isValid() && key.select()) {
                selected.add(key);
                count++;
            }
        }
        return count;
    }

    private void forgetCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (SelectionKey key : cancelled) {
                keys.remove(key);
                deregister((MemoryKey) key);
            }
            cancelled.clear();
        }
    }

    @Override
    public synchronized Selector wakeup() {
        woken = true;
        notifyAll();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        Selector unused = wakeup();
    }
}
