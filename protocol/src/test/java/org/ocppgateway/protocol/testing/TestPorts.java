package org.ocppgateway.protocol.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reserves TCP ports on the loopback address for servers that need to know their port before they listen. The development stack has
 * {@code Ports} in the main code of ops, which cannot use test code, with another range.
 */
public final class TestPorts {
    // Below the ephemeral ports and the ports of the development stack.
    private static final int FIRST = 2_000;
    private static final int LAST = 5_499;
    private static final int ATTEMPTS = 1_000;
    private static final Queue<DatagramSocket> CLAIMS = new ConcurrentLinkedQueue<>();

    private TestPorts() {}

    /** Returns a free port. No process gets the same port again while this process is running. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (claim(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /**
     * Binds the UDP port with the same number, which no server here uses, to mark the port as reserved for all processes of
     * this machine.
     */
    private static boolean claim(int port) {
        try {
            CLAIMS.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            return true;
        } catch (SocketException taken) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
