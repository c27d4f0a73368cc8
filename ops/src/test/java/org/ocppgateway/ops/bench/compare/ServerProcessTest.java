package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.Ports;

class ServerProcessTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void findsTheProcessThatListensOnAPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(Ports.free(), 1, InetAddress.getLoopbackAddress())) {
            assertEquals(SELF, ServerProcess.listeningOn(socket.getLocalPort()).pid());
        }
    }

    @Test
    void asksForTheProcessIfNoneListens() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> ServerProcess.listeningOn(Ports.free()));
        assertTrue(String.valueOf(e.getMessage()).endsWith("name it with --pid"), e::toString);
    }

    @Test
    void refusesAProcessThatDoesNotExist() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> new ServerProcess(Integer.MAX_VALUE));
        assertEquals("there is no process with id 2147483647", e.getMessage());
    }

    @Test
    void readsMemoryAndProcessorTimeOfAProcess() {
        ServerProcess self = new ServerProcess(SELF);
        assertTrue(self.memory().resident() > 10_000_000, self.memory()::toString);
        assertTrue(self.memory().proportional().orElseThrow() <= self.memory().resident(), self.memory()::toString);
        assertTrue(self.processorTime().isPositive());
        assertTrue(self.program().startsWith("java"), self::program);
    }
}
