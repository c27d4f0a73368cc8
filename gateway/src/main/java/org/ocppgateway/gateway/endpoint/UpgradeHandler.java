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
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.protocol.OcppVersion;

/**
 * From an HTTP request to a WebSocket, in the order that the standard asks for: form, identity, origin, admission,
 * subprotocol. Runs on a virtual thread per request.
 *
 * <p>The upgrade itself goes through Jetty's WebSocket core, so that the session does not keep the request and response for its whole
 * life (ops/docs/decisions/websocket-core.md).
 */
final class UpgradeHandler extends Handler.Abstract {
    /** Bytes read from a socket at once: the smallest buffer that Jetty's pool has. */
    private static final int READ_BUFFER = 4096;

    private static final HttpURI NO_URI = HttpURI.from("/");
    private static final String WEBSOCKET_VERSION = "13";

    private final EndpointSettings settings;
    private final Subprotocols subprotocols;
    private final OriginPolicy origins;
    private final Admission admission;
    private final Connections connections;
    private final SessionFactory sessions;
    private final EndpointMetrics metrics;
    private final Compression compression;
    private final WebSocketMappings mappings;
    private final WebSocketContainer container;
    private final JettyWebSocketFrameHandlerMetadata listenerCalls = ListenerMethods.metadata();
    private final Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();

    UpgradeHandler(
            EndpointSettings settings,
            Set<OcppVersion> versions,
            Admission admission,
            Connections connections,
            SessionFactory sessions,
            EndpointMetrics metrics,
            Executor executor) {
        this.settings = settings;
        this.subprotocols = new Subprotocols(settings.subprotocols(), versions);
        this.origins = new OriginPolicy(settings.allowedOrigins());
        this.admission = admission;
        this.connections = connections;
        this.sessions = sessions;
        this.metrics = metrics;
        this.compression = new Compression(settings.maxCompressedConnections(), metrics);
        WebSocketComponents components = new WebSocketComponents(
                compression, null, null, Compression.inflaters(), Compression.deflaters(), executor);
        this.mappings = new WebSocketMappings(components);
        this.container = new UntrackedSessionContainer(executor);
        installBean(mappings);
        installBean(components);
        limits.setIdleTimeout(Duration.ZERO);
        limits.setMaxTextMessageSize(connections.limits().receive().maxMessageSize());
        limits.setMaxBinaryMessageSize(connections.limits().receive().maxMessageSize());
        // No limit of its own: what comes in counts by message, what goes out is never cut into fragments.
        limits.setMaxFrameSize(0);
        limits.setInputBufferSize(READ_BUFFER);
        limits.setMaxOutgoingFrames(8);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!asksForWebSocket(request)) {
            return refuse(Refusal.NO_UPGRADE, response, callback);
        }
        if (request.getHeaders().size() > settings.maxHeaders()) {
            return refuse(Refusal.TOO_MANY_HEADERS, response, callback);
        }
        Optional<ChargePointPath> path =
                ChargePointPath.read(request.getHttpURI().getPath(), settings.pathPrefixes());
        if (path.isEmpty()) {
            return refuse(Refusal.NO_IDENTITY, response, callback);
        }
        if (!origins.letIn(request.getHeaders().getValuesList(HttpHeader.ORIGIN))) {
            return refuse(Refusal.FOREIGN_ORIGIN, response, callback);
        }
        Optional<Refusal> refusal = admit(new AdmissionRequest(path.get().chargePointId(), remoteAddress(request)));
        if (refusal.isPresent()) {
            return refuse(refusal.get(), response, callback);
        }
        return upgrade(path.get(), request, response, callback);
    }

    private Optional<Refusal> admit(AdmissionRequest arrival) {
        try {
            return admission.refuse(arrival);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Refusal.unavailable("stopping"));
        }
    }

    private static String remoteAddress(Request request) {
        return Request.getRemoteAddr(request) + ":" + Request.getRemotePort(request);
    }

    private boolean upgrade(ChargePointPath path, Request request, Response response, Callback callback) {
        WebSocketNegotiator negotiator = new Negotiator(path);
        if (mappings.upgrade(negotiator, Request.serveAs(request, NO_URI), response, callback, limits)) {
            return true;
        }
        return refuse(Refusal.NO_UPGRADE, response, callback);
    }

    private static boolean asksForWebSocket(Request request) {
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
        if (refusal.temporary()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter().toSeconds());
        }
        Content.Sink.write(response, true, refusal.reason() + "\n", callback);
        return true;
    }

    /** Another one for each, so that a crowd that is turned away does not come back as one. */
    private Duration retryAfter() {
        long atLeast = settings.retryAfter().toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(atLeast, 2 * atLeast + 1));
    }

    /** Agrees on subprotocol and extensions. */
    private final class Negotiator implements WebSocketNegotiator {
        private final ChargePointPath path;

        Negotiator(ChargePointPath path) {
            this.path = path;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            Optional<Subprotocols.Agreed> agreed = subprotocols.agree(request.getSubProtocols(), path.prefix());
            OcppVersion version = agreed.map(Subprotocols.Agreed::version).orElse(null);
            agreed.map(Subprotocols.Agreed::name).ifPresent(response::setAcceptedSubProtocol);
            response.setExtensions(compression.agree(version, request, request.getExtensions()));
            metrics.upgraded(version);
            JettyTransport transport = new JettyTransport(path.chargePointId(), version, connections, sessions);
            return new JettyWebSocketFrameHandler(container, transport, listenerCalls);
        }
    }
}
