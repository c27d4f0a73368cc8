package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds the memory of messages of which only a part has arrived, over all connections. Any thread; blocks nobody.
 *
 * <p>Up to half of the bound every connection is read from. Above that, connections with an incomplete message take turns: a few are
 * read from at a time, each until its message is complete, while the kernel collects what the others send. So a fleet on slow links that
 * reports at once loses nothing, and hardly waits: when its turn comes, the rest of a message has arrived. A connection that sends
 * nothing for {@link #IDLE}, or takes longer than {@link #TURN}, loses its turn.
 *
 * <p>Connections are given up in this order: as soon as one has to wait, the largest message above its share; above half of the bound,
 * messages of which no part has come for {@link #STALLED}; at the bound, the largest message, where those that have their turn come
 * last.
 */
final class PartialMessages {
    /** How often {@link #onTimer} has to be called. */
    static final Duration VISITS = Duration.ofMillis(100);

    /** A connection's share is one part of so many of the bound. */
    private static final int SHARES = 256;

    /** So many turns at one share each fill a quarter of the bound; another is for the one part that all others may still send. */
    private static final int TURNS = SHARES / 4;

    /** Room is scarce above one part of so many of the bound. */
    private static final int SCARCE_PARTS = 2;

    private static final long TURN = Duration.ofSeconds(10).toNanos();

    private static final long IDLE = Duration.ofSeconds(1).toNanos();

    private static final long STALLED = Duration.ofSeconds(10).toNanos();

    private final long bound;
    private final long share;
    private final Set<PartialMessage> all = new LinkedHashSet<>();
    private final Deque<PartialMessage> inTurn = new ArrayDeque<>();
    private final Deque<PartialMessage> waiting = new ArrayDeque<>();
    private long held;

    /** Messages above their share: while there are none, nobody has to be looked for among all. */
    private int aboveShare;

    /** @param bound in bytes */
    PartialMessages(long bound) {
        this.bound = bound;
        this.share = bound / SHARES;
    }

    /**
     * Accounts for bytes that have been appended to a message, and decides whether its connection is read from.
     *
     * @return false if it has to wait for {@link MessageAssembler#readOn}
     */
    boolean add(PartialMessage message, int bytes, long now) {
        Outcome outcome = new Outcome();
        boolean readOn;
        synchronized (this) {
            count(message, bytes, now);
            while (held > bound) {
                giveUp(largest(), outcome);
            }
            readOn = mayRead(message, now);
            if (!readOn && aboveShare > 0) {
                giveUp(largest(), outcome);
            }
            resume(now, outcome);
        }
        outcome.carryOut();
        return readOn;
    }

    /**
     * Accounts for the end of a message, complete or not; may be called more than once.
     *
     * @return true if its connection was waiting, and has to be read from now by the caller
     */
    boolean remove(PartialMessage message, long now) {
        Outcome outcome = new Outcome();
        boolean waited;
        synchronized (this) {
            waited = message.waits();
            forget(message);
            resume(now, outcome);
        }
        outcome.carryOut();
        return waited;
    }

    /** Timer: while room is scarce, passes turns on and gives up messages that make no progress. */
    void onTimer(long now) {
        List<PartialMessage> stalled = stalled(now);
        stalled.removeIf(message -> message.incoming().heldBack(now));
        Outcome outcome = new Outcome();
        synchronized (this) {
            stalled.stream().filter(message -> isStalled(message, now)).forEach(message -> giveUp(message, outcome));
            if (!waiting.isEmpty()) {
                inTurn.removeIf(message -> losesTurn(message, now));
            }
            resume(now, outcome);
        }
        outcome.carryOut();
    }

    private synchronized List<PartialMessage> stalled(long now) {
        List<PartialMessage> stalled = new ArrayList<>(0);
        if (scarce()) {
            all.stream().filter(message -> isStalled(message, now)).forEach(stalled::add);
        }
        return stalled;
    }

    /** Under the lock. */
    private static boolean isStalled(PartialMessage message, long now) {
        return switch (message.reading) {
            case FREE, IN_TURN -> now - message.lastPartAt >= STALLED;
            case WAITING, OVER -> false;
        };
    }

    /** Under the lock. */
    private static boolean losesTurn(PartialMessage message, long now) {
        boolean loses = now - message.lastPartAt >= IDLE || now - message.turnStartedAt >= TURN;
        if (loses) {
            message.reading = PartialMessage.Reading.FREE;
        }
        return loses;
    }

    /** What has been decided under the lock, and is done without it, because it leads into connections. */
    private static final class Outcome {
        private final List<MessageAssembler> givenUp = new ArrayList<>(0);
        private final List<MessageAssembler> resumed = new ArrayList<>(0);

        void carryOut() {
            givenUp.forEach(MessageAssembler::giveUp);
            resumed.forEach(MessageAssembler::readOn);
        }
    }

    /** Bytes of all incomplete messages. */
    synchronized long held() {
        return held;
    }

    /** Connections that wait for their turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void count(PartialMessage message, int bytes, long now) {
        if (message.reading == PartialMessage.Reading.OVER) {
            return;
        }
        all.add(message);
        held += bytes;
        boolean wasAbove = message.counted > share;
        message.counted += bytes;
        if (!wasAbove && message.counted > share) {
            aboveShare++;
        }
        message.lastPartAt = now;
    }

    private boolean mayRead(PartialMessage message, long now) {
        return switch (message.reading) {
            case OVER, IN_TURN -> true;
            case WAITING -> false;
            case FREE -> {
                if (!scarce()) {
                    yield true;
                }
                if (inTurn.size() < TURNS && waiting.isEmpty()) {
                    giveTurn(message, now);
                    yield true;
                }
                message.reading = PartialMessage.Reading.WAITING;
                waiting.add(message);
                yield false;
            }
        };
    }

    private void resume(long now, Outcome outcome) {
        // Few at a time also when there is room again: together, those that wait might take all of it at once.
        while (!waiting.isEmpty() && inTurn.size() < TURNS) {
            PartialMessage next = waiting.remove();
            giveTurn(next, now);
            outcome.resumed.add(next.incoming());
        }
    }

    private void giveTurn(PartialMessage message, long now) {
        message.reading = PartialMessage.Reading.IN_TURN;
        message.turnStartedAt = now;
        message.lastPartAt = now;
        inTurn.add(message);
    }

    private boolean scarce() {
        return held > bound / SCARCE_PARTS;
    }

    /** The message to give up first; of equal ones the oldest. */
    private PartialMessage largest() {
        PartialMessage largest = all.iterator().next();
        for (PartialMessage message : all) {
            if (weight(message) > weight(largest)) {
                largest = message;
            }
        }
        return largest;
    }

    private long weight(PartialMessage message) {
        boolean spared = message.reading == PartialMessage.Reading.IN_TURN && message.counted <= share;
        return spared ? 0 : message.counted;
    }

    private void giveUp(PartialMessage message, Outcome outcome) {
        outcome.givenUp.add(message.incoming());
        if (message.waits()) {
            outcome.resumed.add(message.incoming());
        }
        forget(message);
    }

    private void forget(PartialMessage message) {
        switch (message.reading) {
            case FREE, OVER -> {}
            case IN_TURN -> inTurn.remove(message);
            case WAITING -> waiting.remove(message);
        }
        all.remove(message);
        held -= message.counted;
        if (message.counted > share) {
            aboveShare--;
        }
        message.counted = 0;
        message.reading = PartialMessage.Reading.OVER;
    }
}
