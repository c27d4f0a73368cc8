package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.WebSocketContainer;
import org.eclipse.jetty.websocket.common.JettyWebSocketFrameHandler;
import org.eclipse.jetty.websocket.common.JettyWebSocketFrameHandlerMetadata;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.AdmissionResult;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Upgrades HTTP requests to WebSockets. Checks in this order: form of the request, identity, origin, admission; then negotiates the
 * subprotocol. Runs on one virtual thread per request.
 *
 * <p>The upgrade uses Jetty's WebSocket core, so that a session does not keep its request and response in memory
 * (ops/docs/decisions/0004-websocket-core.md).
 */
final class UpgradeHandler extends Handler.Abstract {
    /** Bytes per read from a socket: the smallest buffer size of Jetty's pool. */
    private static final int READ_BUFFER = 4096;

    private static final HttpURI NO_URI = HttpURI.from("/");
    private static final String WEBSOCKET_VERSION = "13";

    private final EndpointSettings settings;
    private final Subprotocols subprotocols;
    private final OriginPolicy origins;
    private final ClientFacts clients;
    private final Connections connections;
    private final EndpointMetrics metrics;
    private final Compression compression;
    private final WebSocketMappings mappings;
    private final WebSocketContainer container;
    private final JettyWebSocketFrameHandlerMetadata listenerMethods = ListenerMethods.metadata();
    private final Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
    private volatile @Nullable Opened opened;

    /** Available after {@link #open}. */
    private record Opened(AdmissionPolicy admission, SessionFactory sessions) {}

    UpgradeHandler(
            EndpointSettings settings,
            Set<OcppVersion> versions,
            Connections connections,
            EndpointMetrics metrics,
            Executor executor) {
        this.settings = settings;
        this.subprotocols = new Subprotocols(settings.upgrades().subprotocols(), versions);
        this.origins = new OriginPolicy(settings.upgrades().allowedOrigins());
        this.clients = new ClientFacts(settings.proxies());
        this.connections = connections;
        this.metrics = metrics;
        this.compression = new Compression(settings.upgrades().maxCompressedConnections(), metrics);
        WebSocketComponents components = new WebSocketComponents(
                compression, null, null, Compression.inflaters(), Compression.deflaters(), executor);
        this.mappings = new WebSocketMappings(components);
        this.container = new UntrackedSessionContainer(executor);
        installBean(mappings);
        installBean(components);
        limits.setIdleTimeout(Duration.ZERO);
        limits.setMaxTextMessageSize(connections.limits().receive().maxMessageSize());
        limits.setMaxBinaryMessageSize(connections.limits().receive().maxMessageSize());
        // No frame size limit: incoming frames count towards the message size, outgoing messages are never fragmented.
        limits.setMaxFrameSize(0);
        limits.setInputBufferSize(READ_BUFFER);
        limits.setMaxOutgoingFrames(8);
    }

    /** Starts to accept upgrades. Before this call valid upgrades are refused with 503. */
    void open(AdmissionPolicy admission, SessionFactory sessions) {
        opened = new Opened(admission, sessions);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!isWebSocketUpgrade(request)) {
            return refuse(Refusal.NO_UPGRADE, response, callback);
        }
        if (request.getHeaders().size() > settings.headers().maxCount()) {
            return refuse(Refusal.TOO_MANY_HEADERS, response, callback);
        }
        Optional<ChargePointPath> path = ChargePointPath.parse(
                request.getHttpURI().getPath(), settings.upgrades().pathPrefixes());
        if (path.isEmpty()) {
            return refuse(Refusal.NO_IDENTITY, response, callback);
        }
        if (!origins.allows(request.getHeaders().getValuesList(HttpHeader.ORIGIN))) {
            return refuse(Refusal.FOREIGN_ORIGIN, response, callback);
        }
        Opened current = opened;
        if (current == null) {
            return refuse(Refusal.unavailable("not ready"), response, callback);
        }
        ClientFacts.Facts client = clients.of(request);
        AdmissionRequest admission =
                new AdmissionRequest(path.get().chargePointId(), client.address(), client.security());
        return switch (decide(current.admission(), admission)) {
            case AdmissionResult.Refused refused -> refuse(refused.refusal(), response, callback);
            case AdmissionResult.Admitted admitted -> {
                Negotiator negotiator = new Negotiator(path.get().prefix(), admitted, current.sessions());
                yield upgrade(negotiator, request, response, callback);
            }
        };
    }

    private static AdmissionResult decide(AdmissionPolicy policy, AdmissionRequest request) {
        try {
            return policy.decide(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AdmissionResult.Refused(Refusal.unavailable("stopping"));
        }
    }

    private boolean upgrade(WebSocketNegotiator negotiator, Request request, Response response, Callback callback) {
        if (mappings.upgrade(negotiator, Request.serveAs(request, NO_URI), response, callback, limits)) {
            return true;
        }
        return refuse(Refusal.NO_UPGRADE, response, callback);
    }

    private static boolean isWebSocketUpgrade(Request request) {
        return HttpMethod.GET.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")
                && request.getHeaders().contains(HttpHeader.CONNECTION, "upgrade")
                && request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_KEY);
    }

    private boolean refuse(Refusal refusal, Response response, Callback callback) {
        metrics.refused(refusal);
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (refusal.status() == Refusal.NO_UPGRADE.status()) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION);
        }
        if (refusal.retryable()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter().toSeconds());
        }
        Content.Sink.write(response, true, refusal.reason() + "\n", callback);
        return true;
    }

    /** A random delay, so that charge points refused at the same time do not reconnect at the same time. */
    private Duration retryAfter() {
        long minimum = settings.upgrades().retryAfter().toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(minimum, 2 * minimum + 1));
    }

    /** Negotiates subprotocol and extensions of one upgrade, and creates its frame handler. */
    private final class Negotiator implements WebSocketNegotiator {
        private final String pathPrefix;
        private final AdmissionResult.Admitted admitted;
        private final SessionFactory sessions;

        Negotiator(String pathPrefix, AdmissionResult.Admitted admitted, SessionFactory sessions) {
            this.pathPrefix = pathPrefix;
            this.admitted = admitted;
            this.sessions = sessions;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            Optional<Subprotocols.Negotiated> negotiated =
                    subprotocols.negotiate(request.getSubProtocols(), pathPrefix);
            OcppVersion version =
                    negotiated.map(Subprotocols.Negotiated::version).orElse(null);
            negotiated.map(Subprotocols.Negotiated::name).ifPresent(response::setAcceptedSubProtocol);
            response.setExtensions(compression.negotiate(version, request, request.getExtensions()));
            metrics.upgraded(version);
            JettyTransport transport = new JettyTransport(admitted, version, connections, sessions);
            return new JettyWebSocketFrameHandler(container, transport, listenerMethods);
        }
    }
}
