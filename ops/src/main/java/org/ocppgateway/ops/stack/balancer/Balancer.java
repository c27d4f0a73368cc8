package org.ocppgateway.ops.stack.balancer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.process.Ports;

/**
 * Distributes TCP connections over servers in turn. Only healthy servers get connections, unless none is healthy. A
 * server that refuses the connection is skipped. The bytes are passed on unread. May be used from any thread; each
 * connection has two virtual threads.
 */
public final class Balancer implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
    private static final int BACKLOG = 4_096;

    private final List<Upstream> backends;
    private final ServerSocket listener;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();

    private Balancer(List<Upstream> backends, ServerSocket listener) {
        this.backends = List.copyOf(backends);
        this.listener = listener;
    }

    /** Listens on a free port of the loopback address and starts to accept. */
    public static Balancer start(List<Upstream> backends) {
        try {
            ServerSocket listener = new ServerSocket(Ports.free(), BACKLOG, InetAddress.getLoopbackAddress());
            Balancer balancer = new Balancer(backends, listener);
            Thread.ofVirtual().name("balancer").start(balancer::accept);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException("the balancer cannot listen", e);
        }
    }

    /** URI for charge points, without the identity. */
    public URI endpoint() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/ocpp");
    }

    /** Returns the connections that are open now. */
    public List<Relay> connections() {
        return List.copyOf(relays);
    }

    /**
     * Cuts these connections without a closing handshake, as a broken network path does.
     *
     * @return the number of cut connections
     */
    public int cut(Predicate<Relay> which) {
        List<Relay> chosen = connections().stream().filter(which).toList();
        chosen.forEach(Relay::cut);
        return chosen.size();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        cut(any -> true);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().name("balanced").start(() -> relay(client));
            }
        } catch (IOException closed) {
            // Closing the socket is the only way to end accept().
        }
    }

    private void relay(Socket client) {
        for (Upstream backend : inTurn()) {
            Socket server = connect(backend);
            if (server != null) {
                Relay relay = new Relay(client, server, backend.name());
                relays.add(relay);
                try {
                    relay.run();
                } finally {
                    relays.remove(relay);
                }
                return;
            }
        }
        closeQuietly(client);
    }

    /** Returns all servers, the next one in turn first, healthy ones before the others. */
    private List<Upstream> inTurn() {
        int first = Math.floorMod(turn.getAndIncrement(), backends.size());
        List<Upstream> order = new ArrayList<>(backends.subList(first, backends.size()));
        order.addAll(backends.subList(0, first));
        List<Upstream> healthyFirst =
                new ArrayList<>(order.stream().filter(Upstream::isHealthy).toList());
        healthyFirst.addAll(order.stream()
                .filter(backend -> !healthyFirst.contains(backend))
                .toList());
        return healthyFirst;
    }

    private static @Nullable Socket connect(Upstream backend) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), backend.port()), CONNECT_TIMEOUT_MILLIS);
            return socket;
        } catch (IOException refused) {
            closeQuietly(socket);
            return null;
        }
    }

    static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyBroken) {
            // The socket counts as closed.
        }
    }
}
