package org.ocppgateway.routing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoopTest {
    private static final Loop.Step PAUSE = Loop.pause(Duration.ofMillis(1));

    private final Logger log = (Logger) LoggerFactory.getLogger(Loop.class);
    private final List<Level> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLevel());
        }
    };
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean failing;

    private void step() {
        taken.incrementAndGet();
        if (failing) {
            throw new IllegalStateException("a simulated error");
        }
    }

    private void awaitMoreSteps() {
        int before = taken.get();
        await().until(() -> taken.get() > before + 3);
    }

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        appender.start();
        log.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(appender);
        log.setLevel(null);
    }

    @Test
    void aFailedStepIsRepeatedAndSkipsNoOther() throws Exception {
        AtomicInteger others = new AtomicInteger();
        failing = true;
        Loop loop = Loop.start("test", this::step, others::incrementAndGet, PAUSE);
        awaitMoreSteps();
        await().until(() -> others.get() > 3);
        loop.stop();
    }

    @Test
    void aRepeatedFailureIsLoggedOnceAndSoIsItsEnd() throws Exception {
        Loop loop = Loop.start("test", this::step, PAUSE);
        awaitMoreSteps();
        assertEquals(List.of(), logged);

        failing = true;
        awaitMoreSteps();
        assertEquals(List.of(Level.ERROR), logged);

        failing = false;
        awaitMoreSteps();
        assertEquals(List.of(Level.ERROR, Level.INFO), logged);
        loop.stop();
    }

    @Test
    void aStoppedLoopTakesNoStep() throws Exception {
        Loop loop = Loop.start("test", this::step, Loop.pause(Duration.ofDays(1)));
        await().until(() -> taken.get() == 1);
        loop.stop();
        assertEquals(1, taken.get());
        assertEquals(List.of(), logged);
    }
}
