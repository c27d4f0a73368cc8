package org.ocppgateway.simulator.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long TICK = Duration.ofMillis(10).toNanos();

    private final List<String> fired = new ArrayList<>();
    private final TimerWheel wheel = new TimerWheel(0, Duration.ofNanos(TICK));

    @Test
    void aTimerFiresOnceAndNotEarly() {
        wheel.set(timer("a"), 3 * TICK + 1);
        wheel.advance(3 * TICK + 1);
        assertEquals(List.of(), fired);
        wheel.advance(4 * TICK);
        wheel.advance(10_000 * TICK);
        assertEquals(List.of("a"), fired);
    }

    @Test
    void aTimerBeyondOneTurnFiresInTheRightTurn() {
        wheel.set(timer("far"), 10_000 * TICK);
        wheel.advance(9_999 * TICK);
        assertEquals(List.of(), fired);
        wheel.advance(10_000 * TICK);
        assertEquals(List.of("far"), fired);
    }

    @Test
    void aCancelledTimerDoesNotFireEvenWhenBothAreDue() {
        TimerWheel.Timer second = timer("second");
        TimerWheel.Timer first = new TimerWheel.Timer(() -> {
            fired.add("first");
            wheel.cancel(second);
        });
        wheel.set(second, 5 * TICK);
        wheel.set(first, 5 * TICK);
        wheel.advance(5 * TICK);
        assertEquals(List.of("first"), fired);
    }

    @Test
    void aSecondSetReplacesTheTime() {
        TimerWheel.Timer timer = timer("a");
        wheel.set(timer, 5 * TICK);
        wheel.set(timer, 9 * TICK);
        wheel.advance(8 * TICK);
        assertEquals(List.of(), fired);
        wheel.setNoLaterThan(timer, 50 * TICK);
        wheel.advance(9 * TICK);
        assertEquals(List.of("a"), fired);
    }

    @Test
    void aTimerSetFromATimerFiresInALaterTick() {
        TimerWheel.Timer next = timer("next");
        wheel.set(new TimerWheel.Timer(() -> wheel.set(next, 0)), TICK);
        wheel.advance(TICK);
        assertEquals(List.of(), fired);
        wheel.advance(2 * TICK);
        assertEquals(List.of("next"), fired);
    }

    @Test
    void allDueTimersFireAfterALongPause() {
        for (int i = 1; i <= 20_000; i += 7) {
            wheel.set(timer("t" + i), i * TICK);
        }
        wheel.advance(20_000 * TICK);
        assertEquals(2_858, fired.size());
    }

    @Test
    void randomTimersAllFireWithinOneTickOfTheirTime() {
        Random random = new Random(7);
        Map<TimerWheel.Timer, Long> expected = new HashMap<>();
        long[] now = {0};
        for (int i = 0; i < 5_000; i++) {
            TimerWheel.Timer[] self = new TimerWheel.Timer[1];
            self[0] = new TimerWheel.Timer(() -> {
                Long at = expected.remove(self[0]);
                assertTrue(at != null && at <= now[0] && now[0] - at < 2 * TICK, "seed 7");
            });
            long at = random.nextLong(9_000 * TICK);
            wheel.set(self[0], at);
            expected.put(self[0], at);
            if (i % 5 == 0) {
                wheel.cancel(self[0]);
                expected.remove(self[0]);
            }
        }
        for (int tick = 1; tick <= 9_001; tick++) {
            now[0] = tick * TICK;
            wheel.advance(now[0]);
        }
        assertEquals(Map.of(), expected);
    }

    private TimerWheel.Timer timer(String name) {
        return new TimerWheel.Timer(() -> fired.add(name));
    }
}
