package org.ocppgateway.ops.stack.balancer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** One connection through the balancer. Passes bytes in both directions until either side ends it. */
public final class Relay {
    private static final int BUFFER = 8 * 1024;

    private final Socket client;
    private final Socket server;
    private final String backend;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean frozen;
    private volatile boolean answersLost;

    Relay(Socket client, Socket server, String backend) {
        this.client = client;
        this.server = server;
        this.backend = backend;
    }

    /** Name of the server at the other end. */
    public String backend() {
        return backend;
    }

    /** Cuts the connection on both sides without a closing handshake. */
    public void cut() {
        Balancer.closeQuietly(client);
        Balancer.closeQuietly(server);
        over.countDown();
    }

    /** From now on drops all bytes in both directions and keeps the sockets open: a lost network path. */
    public void freeze() {
        frozen = true;
    }

    /** From now on drops the server's bytes. The client's bytes and the end of either side still pass. */
    public void loseAnswers() {
        answersLost = true;
    }

    /** Blocks until the connection has ended. */
    void run() {
        Thread up = Thread.ofVirtual().name("upstream").start(() -> pump(client, server));
        pump(server, client);
        try {
            up.join();
        } catch (InterruptedException e) {
            cut();
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!frozen && !(answersLost && to.equals(client))) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException broken) {
            // The connection counts as ended.
        }
        if (frozen) {
            awaitCut();
        } else {
            cut();
        }
    }

    /** A frozen connection does not pass on the end of one side either. */
    private void awaitCut() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
