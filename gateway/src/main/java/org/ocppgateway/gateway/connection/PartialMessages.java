package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Limits the memory of incomplete messages over all connections. Thread-safe; no method blocks.
 *
 * <p>Below half of the limit every connection is read. Above it, connections with an incomplete message take turns: a limited number of
 * them is read at a time, each until its message is complete, while the kernel buffers what the others send. A fleet on slow links that
 * reports at once therefore loses no message and waits little: when a connection gets its turn, the rest of its message has usually
 * arrived. A connection loses its turn when it sends nothing for {@link #IDLE_LIMIT} or takes longer than {@link #TURN_LIMIT}.
 *
 * <p>Messages are evicted in this order. As soon as a connection has to wait: the largest message above its share. Above half of the
 * limit: messages without a fragment for {@link #STALL_LIMIT}. At the limit: the largest message, where messages that have a turn come
 * last.
 */
final class PartialMessages {
    /** Interval at which {@link #onTimer} is called. */
    static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    /** The share of one connection is the limit divided by this number. */
    private static final int SHARES = 256;

    /**
     * Maximum number of connections that have a turn. At one share each they fill a quarter of the limit. Another quarter remains for
     * the one fragment that each other connection may still send.
     */
    private static final int MAX_TURNS = SHARES / 4;

    /** Memory is scarce above the limit divided by this number. */
    private static final int SCARCE_DIVISOR = 2;

    private static final long TURN_LIMIT = Duration.ofSeconds(10).toNanos();

    private static final long IDLE_LIMIT = Duration.ofSeconds(1).toNanos();

    private static final long STALL_LIMIT = Duration.ofSeconds(10).toNanos();

    private final long limit;
    private final long share;
    private final Set<PartialMessage> all = new LinkedHashSet<>();
    private final Deque<PartialMessage> inTurn = new ArrayDeque<>();
    private final Deque<PartialMessage> waiting = new ArrayDeque<>();
    private long bytes;

    /** Messages above their share. While there are none, the search for the largest message is skipped. */
    private int aboveShare;

    /** @param limit in bytes */
    PartialMessages(long limit) {
        this.limit = limit;
        this.share = limit / SHARES;
    }

    /**
     * Adds bytes to an incomplete message and decides whether its connection may be read.
     *
     * @return false if the connection must wait until {@link MessageAssembler#demandNext} is called
     */
    boolean add(PartialMessage message, int added, long now) {
        Actions actions = new Actions();
        boolean mayRead;
        synchronized (this) {
            count(message, added, now);
            while (bytes > limit) {
                evict(largest(), actions);
            }
            mayRead = mayRead(message, now);
            if (!mayRead && aboveShare > 0) {
                evict(largest(), actions);
            }
            giveTurns(now, actions);
        }
        actions.run();
        return mayRead;
    }

    /**
     * Removes a message that is complete or will never be. May be called more than once per message.
     *
     * @return true if its connection was waiting; the caller then demands the next frame
     */
    boolean remove(PartialMessage message, long now) {
        Actions actions = new Actions();
        boolean waited;
        synchronized (this) {
            waited = message.isWaiting();
            forget(message);
            giveTurns(now, actions);
        }
        actions.run();
        return waited;
    }

    /** Called by the timer every {@link #CHECK_INTERVAL}. While memory is scarce, evicts stalled messages and ends turns. */
    void onTimer(long now) {
        List<PartialMessage> stalled = stalled(now);
        stalled.removeIf(message -> message.assembler().isPaused(now));
        Actions actions = new Actions();
        synchronized (this) {
            stalled.stream().filter(message -> isStalled(message, now)).forEach(message -> evict(message, actions));
            if (!waiting.isEmpty()) {
                inTurn.removeIf(message -> losesTurn(message, now));
            }
            giveTurns(now, actions);
        }
        actions.run();
    }

    private synchronized List<PartialMessage> stalled(long now) {
        List<PartialMessage> stalled = new ArrayList<>(0);
        if (isScarce()) {
            all.stream().filter(message -> isStalled(message, now)).forEach(stalled::add);
        }
        return stalled;
    }

    /** The caller holds the lock. */
    private static boolean isStalled(PartialMessage message, long now) {
        return switch (message.readState) {
            case FREE, IN_TURN -> now - message.lastFragmentAt >= STALL_LIMIT;
            case WAITING, ENDED -> false;
        };
    }

    /** The caller holds the lock. */
    private static boolean losesTurn(PartialMessage message, long now) {
        boolean loses = now - message.lastFragmentAt >= IDLE_LIMIT || now - message.turnStartedAt >= TURN_LIMIT;
        if (loses) {
            message.readState = PartialMessage.ReadState.FREE;
        }
        return loses;
    }

    /** Actions that call connections: decided under the lock, run without it. */
    private static final class Actions {
        private final List<MessageAssembler> evicted = new ArrayList<>(0);
        private final List<MessageAssembler> resumed = new ArrayList<>(0);

        void run() {
            evicted.forEach(MessageAssembler::onEvicted);
            resumed.forEach(MessageAssembler::demandNext);
        }
    }

    /** Bytes of all incomplete messages. */
    synchronized long bytes() {
        return bytes;
    }

    /** Connections that wait for a turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void count(PartialMessage message, int added, long now) {
        if (message.readState == PartialMessage.ReadState.ENDED) {
            return;
        }
        all.add(message);
        bytes += added;
        boolean wasAbove = message.countedBytes > share;
        message.countedBytes += added;
        if (!wasAbove && message.countedBytes > share) {
            aboveShare++;
        }
        message.lastFragmentAt = now;
    }

    private boolean mayRead(PartialMessage message, long now) {
        return switch (message.readState) {
            case ENDED, IN_TURN -> true;
            case WAITING -> false;
            case FREE -> {
                if (!isScarce()) {
                    yield true;
                }
                if (inTurn.size() < MAX_TURNS && waiting.isEmpty()) {
                    giveTurn(message, now);
                    yield true;
                }
                message.readState = PartialMessage.ReadState.WAITING;
                waiting.add(message);
                yield false;
            }
        };
    }

    private void giveTurns(long now, Actions actions) {
        // The number of turns is limited even when memory is no longer scarce: all waiting connections together could
        // exhaust it at once.
        while (!waiting.isEmpty() && inTurn.size() < MAX_TURNS) {
            PartialMessage next = waiting.remove();
            giveTurn(next, now);
            actions.resumed.add(next.assembler());
        }
    }

    private void giveTurn(PartialMessage message, long now) {
        message.readState = PartialMessage.ReadState.IN_TURN;
        message.turnStartedAt = now;
        message.lastFragmentAt = now;
        inTurn.add(message);
    }

    private boolean isScarce() {
        return bytes > limit / SCARCE_DIVISOR;
    }

    /** The message to evict first: the largest one, and the oldest of several that are equally large. */
    private PartialMessage largest() {
        PartialMessage largest = all.iterator().next();
        for (PartialMessage message : all) {
            if (evictionWeight(message) > evictionWeight(largest)) {
                largest = message;
            }
        }
        return largest;
    }

    private long evictionWeight(PartialMessage message) {
        boolean spared = message.readState == PartialMessage.ReadState.IN_TURN && message.countedBytes <= share;
        return spared ? 0 : message.countedBytes;
    }

    private void evict(PartialMessage message, Actions actions) {
        actions.evicted.add(message.assembler());
        if (message.isWaiting()) {
            actions.resumed.add(message.assembler());
        }
        forget(message);
    }

    private void forget(PartialMessage message) {
        switch (message.readState) {
            case FREE, ENDED -> {}
            case IN_TURN -> inTurn.remove(message);
            case WAITING -> waiting.remove(message);
        }
        all.remove(message);
        bytes -= message.countedBytes;
        if (message.countedBytes > share) {
            aboveShare--;
        }
        message.countedBytes = 0;
        message.readState = PartialMessage.ReadState.ENDED;
    }
}
