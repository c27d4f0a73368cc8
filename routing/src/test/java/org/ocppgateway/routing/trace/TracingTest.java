package org.ocppgateway.routing.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/** Tracing that is off costs nothing. */
class TracingTest {
    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Action RESET = new Action("Reset");
    private static final int ROUNDS = 100_000;

    @Test
    void nothingIsAllocatedWhileItIsOff() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(); // loads the classes
        long before = threads.getCurrentThreadAllocatedBytes();
        run();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(0, allocated / ROUNDS, () -> allocated + " bytes in " + ROUNDS + " rounds");
    }

    private static void run() {
        for (int i = 0; i < ROUNDS; i++) {
            Tracing tracing = Tracing.ofProcess();
            try (TraceSpan received =
                            tracing.received(CP, OcppVersion.V1_6, HEARTBEAT, i).activate();
                    TraceSpan command = tracing.command(CP, "c-1", "reset", PARENT);
                    TraceSpan call =
                            tracing.call(CP, OcppVersion.V1_6, RESET, PARENT).activate();
                    TraceSpan send = tracing.send("ocpp-events-up", PARENT)) {
                command.outcome("completed");
                call.failed("reason");
                received.traceParent(null);
                send.traceParent(PARENT);
            }
        }
    }

    @Test
    void theContextOfTheBackendIsPassedOnWhileItIsOff() {
        TraceSpan span = Tracing.OFF.command(CP, "c-1", "reset", PARENT);
        assertSame(TraceSpan.NONE, span);
        assertSame(PARENT, span.traceParent(PARENT));
        assertNull(span.traceParent(null));
        assertNull(Tracing.currentTraceId());
        assertNull(Tracing.currentTraceParent());
    }
}
