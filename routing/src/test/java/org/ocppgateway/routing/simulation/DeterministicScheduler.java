package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.Workers.Work;

/**
 * Runs threads one at a time in simulated time. Time decides which one is next and, among equals, the seed. A seed
 * therefore repeats every step.
 */
final class DeterministicScheduler {
    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::at).thenComparingLong(Turn::lot);

    private final Random random;
    private final PriorityQueue<Turn> queue = new PriorityQueue<>(ORDER);
    private final Semaphore back = new Semaphore(0);
    private Instant now;
    private @Nullable Player current;
    private @Nullable Throwable failure;

    private record Turn(Instant at, long lot, Player player) {}

    /** A group of threads that is killed or frozen together. */
    static final class Life {
        private final List<Player> players = new ArrayList<>();
        private boolean dead;
        private Instant frozenUntil = Instant.MIN;

        boolean dead() {
            return dead;
        }

        boolean frozen(Instant now) {
            return now.isBefore(frozenUntil);
        }

        void freeze(Instant until) {
            frozenUntil = until;
        }
    }

    /** Unwinds a killed thread. Neither an Exception nor an Error, so that no handler stops it. */
    private static final class Death extends Throwable {
        private static final long serialVersionUID = 1L;

        Death() {
            super(null, null, false, false);
        }
    }

    private record Player(Life life, Semaphore turn) {}

    DeterministicScheduler(Random random, Instant begin) {
        this.random = random;
        this.now = begin;
    }

    Instant now() {
        return now;
    }

    /** Starts a thread; its first turn comes soon. */
    void start(Life life, Work work) {
        Player player = new Player(life, new Semaphore(0));
        life.players.add(player);
        Thread.ofVirtual().start(() -> {
            player.turn.acquireUninterruptibly();
            try {
                if (!life.dead) {
                    work.run();
                }
            } catch (Throwable e) {
                if (!(e instanceof Death || e instanceof InterruptedException)) {
                    failure = e;
                }
            } finally {
                life.players.remove(player);
                back.release();
            }
        });
        enqueue(player, Duration.ofMillis(random.nextInt(3)));
    }

    /** Suspends the running thread for that time. */
    void pause(Duration duration) {
        Player player = current;
        if (player == null) {
            throw new IllegalStateException("no thread has the turn");
        }
        enqueue(player, duration);
        back.release();
        player.turn.acquireUninterruptibly();
        if (player.life.dead) {
            DeterministicScheduler.<RuntimeException>unwind(new Death());
        }
    }

    @SuppressWarnings("unchecked") // no handler catches it
    private static <T extends Throwable> void unwind(Death death) throws T {
        throw (T) death;
    }

    /** The running thread does something that takes a moment, in which others may run. */
    void step() {
        pause(Duration.ofMillis(random.nextInt(6)));
    }

    /** Ends all threads of a life; called by a thread of another life. */
    void kill(Life life) {
        life.dead = true;
        for (Player player : List.copyOf(life.players)) {
            enqueue(player, Duration.ZERO);
        }
    }

    /** Ends all threads. */
    void end(List<Life> lives) {
        lives.forEach(this::kill);
        runUntil(now);
    }

    private void enqueue(Player player, Duration in) {
        queue.add(new Turn(now.plus(in), random.nextLong(), player));
    }

    /** Advances time until then. */
    void runUntil(Instant end) {
        while (true) {
            Turn next = queue.peek();
            if (next == null || next.at.isAfter(end)) {
                now = end;
                return;
            }
            queue.remove();
            now = next.at;
            take(next);
            if (failure != null) {
                throw new AssertionError("a thread failed", failure);
            }
        }
    }

    private void take(Turn next) {
        Life life = next.player.life;
        if (!life.players.contains(next.player)) {
            return;
        }
        if (!life.dead && life.frozen(now)) {
            queue.add(new Turn(life.frozenUntil, random.nextLong(), next.player));
            return;
        }
        current = next.player;
        next.player.turn.release();
        back.acquireUninterruptibly();
        current = null;
    }
}
