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

/** Ports for servers that have to know theirs before they listen: TCP, on the loopback address. */
public final class TestPorts {
    // Below those that systems hand out to clients, and below those of the development stack.
    private static final int FIRST = 2_000;
    private static final int LAST = 5_499;
    private static final int ATTEMPTS = 1_000;
    private static final Queue<DatagramSocket> CLAIMS = new ConcurrentLinkedQueue<>();

    private TestPorts() {}

    /** A port on which nobody listens; while this process lives, nobody is given it again, in any process. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (claim(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /** Takes the UDP port of that number, which no server here wants, as a sign for all processes on this machine. */
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
