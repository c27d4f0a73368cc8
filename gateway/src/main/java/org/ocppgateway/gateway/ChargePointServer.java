package org.ocppgateway.gateway;

import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.config.ChargePointSettings;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PingService;
import org.ocppgateway.gateway.drain.PodDrain;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerException;
import org.ocppgateway.gateway.endpoint.listener.Listeners;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.PodContext;

/**
 * The listeners for charge points, their connections and the pings. Their ports are bound before any other component starts, so that a port in
 * use fails the start early. It refuses charge points with 503 until it is opened, which is the last step of the start.
 */
final class ChargePointServer {
    /** Part of the time of the shutdown for the sessions; {@link PodDrain} divides it. */
    private static final double DRAIN_PART = 5.0 / 6;

    private final ChargePointSettings settings;
    private final PodContext pod;
    private final ScheduledExecutorService timer;
    private final ShutdownSequence shutdown;
    private final Listeners listeners;
    private final Connections connections;

    private ChargePointServer(
            ChargePointSettings settings,
            PodContext pod,
            ScheduledExecutorService timer,
            ShutdownSequence shutdown,
            Listeners listeners) {
        this.settings = settings;
        this.pod = pod;
        this.timer = timer;
        this.shutdown = shutdown;
        this.listeners = listeners;
        this.connections = new Connections(settings.connection(), System::nanoTime, timer, pod.registry());
    }

    /** Binds the port. Connections wait in the kernel's accept queue until {@link #start}. */
    static ChargePointServer bind(
            ChargePointSettings settings, PodContext pod, ScheduledExecutorService timer, ShutdownSequence shutdown)
            throws StartException {
        EndpointSettings endpoint = settings.endpoint();
        try {
            Listeners listeners =
                    Listeners.open(endpoint.listeners(), endpoint.sockets().acceptQueue(), pod.clock(), pod.registry());
            shutdown.add("listeners", remaining -> listeners.close());
            return new ChargePointServer(settings, pod, timer, shutdown, listeners);
        } catch (ListenerException e) {
            throw StartException.cannotListen(e);
        }
    }

    Connections connections() {
        return connections;
    }

    /** Metrics of the TLS files, which the admin port shares. */
    TlsMetrics tlsMetrics() {
        return listeners.tlsMetrics();
    }

    /** The bound ports, for logs. */
    String ports() {
        return listeners.ports();
    }

    /**
     * Accepts connections and refuses charge points until {@link #open}.
     *
     * @param refusals receives every refused upgrade
     */
    Endpoint start(Set<OcppVersion> versions, RefusalListener refusals) throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                settings.endpoint(),
                listeners,
                versions,
                connections,
                refusals,
                System::nanoTime,
                timer,
                pod.registry());
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
    void open(Endpoint endpoint, AdmissionPolicy admission, Sessions sessions, PodDrain drain) {
        PingService pings = new PingService(connections, timer);
        pings.start();
        shutdown.add("pings", remaining -> pings.stop());
        shutdown.add("connections", DRAIN_PART, share -> {
            endpoint.stopAccepting();
            if (!drain.stop(share)) {
                throw new ShutdownSequence.ForcedException("connections were closed with outstanding CALLs");
            }
        });
        endpoint.open(
                admission,
                (admitted, version, connection) ->
                        sessions.newSession(admitted.chargePointId(), admitted.authenticated(), version, connection));
    }
}
