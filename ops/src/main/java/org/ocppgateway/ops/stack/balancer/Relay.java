package org.ocppgateway.ops.stack.balancer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** One connection through the balancer: passes bytes on in both directions until either side ends it. */
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

    /** The name of the server at its other end. */
    public String backend() {
        return backend;
    }

    /** Ends it on both sides without a word. */
    public void cut() {
        Balancer.closeQuietly(client);
        Balancer.closeQuietly(server);
        over.countDown();
    }

    /** From now on nothing passes, in either direction, and nobody is told: a path that was lost. */
    public void freeze() {
        frozen = true;
    }

    /** From now on nothing of what the server says passes; what the client says does, and so does the end of either side. */
    public void loseAnswers() {
        answersLost = true;
    }

    /** Blocks until it is over. */
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
            // As good as ended.
        }
        if (frozen) {
            awaitCut();
        } else {
            cut();
        }
    }

    /** The end of one side does not get through to the other either. */
    private void awaitCut() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
