package org.ocppgateway.gateway;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.config.ChargePointSettings;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PingService;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.ListeningSocket;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.PodContext;

/**
 * The listener for charge points, its connections and their pings. Its port is bound before any other component starts, so that a port in
 * use fails the start early. It refuses charge points with 503 until it is opened, which is the last step of the start.
 */
final class ChargePointServer {
    private final ChargePointSettings settings;
    private final PodContext pod;
    private final ScheduledExecutorService timer;
    private final ShutdownSequence shutdown;
    private final ListeningSocket socket;
    private final Connections connections;

    private ChargePointServer(
            ChargePointSettings settings,
            PodContext pod,
            ScheduledExecutorService timer,
            ShutdownSequence shutdown,
            ListeningSocket socket) {
        this.settings = settings;
        this.pod = pod;
        this.timer = timer;
        this.shutdown = shutdown;
        this.socket = socket;
        this.connections = new Connections(settings.connection(), System::nanoTime, timer, pod.registry());
    }

    /** Binds the port. Connections wait in the kernel's accept queue until {@link #start}. */
    static ChargePointServer bind(
            ChargePointSettings settings, PodContext pod, ScheduledExecutorService timer, ShutdownSequence shutdown)
            throws StartException {
        EndpointSettings endpoint = settings.endpoint();
        try {
            ListeningSocket socket = ListeningSocket.bind(endpoint);
            shutdown.add("endpoint socket", remaining -> socket.close());
            return new ChargePointServer(settings, pod, timer, shutdown, socket);
        } catch (IOException e) {
            throw StartException.cannotListen("gateway.endpoint", endpoint.bindAddress(), endpoint.port(), e);
        }
    }

    Connections connections() {
        return connections;
    }

    int port() {
        return socket.port();
    }

    /** Accepts connections and refuses charge points until {@link #open}. */
    Endpoint start(Set<OcppVersion> versions) throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                settings.endpoint(), socket, versions, connections, System::nanoTime, timer, pod.registry());
        shutdown.add("endpoint", remaining -> endpoint.stop());
        try {
            endpoint.start();
            return endpoint;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the endpoint cannot start: " + e, e);
        }
    }

    /** Admits charge points. At shutdown their connections are the first that end. */
    void open(Endpoint endpoint, AdmissionPolicy admission, Sessions sessions) {
        PingService pings = new PingService(connections, timer);
        pings.start();
        shutdown.add("pings", remaining -> pings.stop());
        shutdown.add("connections", new ConnectionDrain(endpoint, connections, sessions)::drain);
        endpoint.open(
                admission,
                (admitted, version, connection) -> sessions.newSession(admitted.chargePointId(), version, connection));
    }
}
