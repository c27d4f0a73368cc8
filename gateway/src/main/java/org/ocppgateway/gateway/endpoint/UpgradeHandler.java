package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
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
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.authentication.Authorization;
import org.ocppgateway.gateway.authentication.AuthorizationHeader;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.refusal.RefusalSuggestions;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.refusal.RefusalStage;

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

    /** RFC 7617. Charge points ignore the parameters. */
    private static final String CHALLENGE = "Basic realm=\"OCPP\", charset=\"UTF-8\"";

    private final EndpointSettings settings;
    private final Subprotocols subprotocols;
    private final OriginPolicy origins;
    private final ClientFacts clients;
    private final Connections connections;
    private final RefusalListener refusals;
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
            RefusalListener refusals,
            EndpointMetrics metrics,
            Executor executor) {
        this.settings = settings;
        this.subprotocols = new Subprotocols(settings.upgrades().subprotocols(), versions);
        this.origins = new OriginPolicy(settings.upgrades().allowedOrigins());
        this.clients = new ClientFacts(settings.proxies());
        this.connections = connections;
        this.refusals = refusals;
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
            return refuse(new Attempt(client(request), null), Refusal.NO_UPGRADE, response, callback);
        }
        if (request.getHeaders().size() > settings.headers().maxCount()) {
            return refuse(new Attempt(client(request), null), Refusal.TOO_MANY_HEADERS, response, callback);
        }
        return switch (ChargePointPath.parse(
                request.getHttpURI().getPath(), settings.upgrades().pathPrefixes())) {
            case ParsedPath.Unknown(String lastSegment) ->
                refuse(new Attempt(client(request), lastSegment), unknownPath(request), response, callback);
            case ParsedPath.InvalidIdentity(String tried) ->
                refuse(new Attempt(client(request), tried), invalidIdentity(tried), response, callback);
            case ChargePointPath path -> handle(path, request, response, callback);
        };
    }

    private Refusal unknownPath(Request request) {
        HttpURI uri = request.getHttpURI();
        return Refusal.NO_PATH.explained(
                "the path has none of the configured prefixes, or nothing after it",
                RefusalSuggestions.forPath(
                                Objects.requireNonNullElse(uri.getPath(), ""),
                                Objects.requireNonNullElse(uri.getQuery(), ""),
                                settings.upgrades().pathPrefixes())
                        .orElse(null));
    }

    private static Refusal invalidIdentity(String tried) {
        return Refusal.NO_IDENTITY.explained(
                "the last segment of the path is no valid identity",
                RefusalSuggestions.forIdentity(tried).orElse(null));
    }

    private boolean handle(ChargePointPath path, Request request, Response response, Callback callback) {
        Attempt attempt = new Attempt(client(request), path.chargePointId().value());
        if (!origins.allows(request.getHeaders().getValuesList(HttpHeader.ORIGIN))) {
            return refuse(attempt, Refusal.FOREIGN_ORIGIN, response, callback);
        }
        Opened current = opened;
        if (current == null) {
            return refuse(attempt, Refusal.unavailable("not ready"), response, callback);
        }
        return switch (decide(current.admission(), path.chargePointId(), attempt.client(), request)) {
            case AdmissionResult.Refused refused -> refuse(attempt, refused.refusal(), response, callback);
            case AdmissionResult.Admitted admitted -> {
                Negotiator negotiator = new Negotiator(path.prefix(), admitted, attempt.client(), current.sessions());
                yield upgrade(negotiator, request, response, callback);
            }
        };
    }

    private AdmissionResult decide(
            AdmissionPolicy policy, ChargePointId chargePointId, ClientConnection client, Request request) {
        List<String> headers = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        long begun = System.nanoTime();
        try (Authorization authorization = AuthorizationHeader.parse(headers)) {
            return policy.decide(new AdmissionRequest(chargePointId, client, authorization));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AdmissionResult.Refused(Refusal.unavailable("stopping"));
        } finally {
            metrics.decidedAfter(System.nanoTime() - begun);
        }
    }

    private ClientConnection client(Request request) {
        ClientFacts.Facts facts = clients.of(request);
        return ClientConnection.of(facts.address(), facts.security());
    }

    /** @param identity in the request, valid or not; null if the path has none */
    private record Attempt(
            ClientConnection client, @Nullable String identity) {}

    private boolean upgrade(Negotiator negotiator, Request request, Response response, Callback callback) {
        if (mappings.upgrade(negotiator, Request.serveAs(request, NO_URI), response, callback, limits)) {
            return true;
        }
        return refuse(
                new Attempt(
                        negotiator.client, negotiator.admitted.chargePointId().value()),
                Refusal.NO_UPGRADE,
                response,
                callback);
    }

    private static boolean isWebSocketUpgrade(Request request) {
        return HttpMethod.GET.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")
                && request.getHeaders().contains(HttpHeader.CONNECTION, "upgrade")
                && request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_KEY);
    }

    private boolean refuse(Attempt attempt, Refusal refusal, Response response, Callback callback) {
        metrics.refused(refusal);
        refusals.onRefused(attempt.client(), attempt.identity(), refusal);
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (refusal.status() == Refusal.NO_UPGRADE.status()) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION);
        }
        if (refusal.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, CHALLENGE);
        }
        Duration minimum = refusal.retryAfter();
        if (minimum != null) {
            response.getHeaders()
                    .put(HttpHeader.RETRY_AFTER, retryAfter(minimum).toSeconds());
        }
        Content.Sink.write(response, true, refusal.answer() + "\n", callback);
        return true;
    }

    private Refusal noSubprotocol(List<String> offered) {
        return Refusal.permanent(101, "no common subprotocol", RefusalStage.SUBPROTOCOL)
                .explained(
                        offered.isEmpty() ? "none offered" : "offered: " + String.join(", ", offered),
                        RefusalSuggestions.forSubprotocol(offered, subprotocols.names())
                                .orElse(null));
    }

    /** A random delay, so that charge points refused at the same time do not reconnect at the same time. */
    private Duration retryAfter(Duration atLeast) {
        long minimum =
                Math.max(atLeast.toMillis(), settings.upgrades().retryAfter().toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(minimum, 2 * minimum + 1));
    }

    /** Negotiates subprotocol and extensions of one upgrade, and creates its frame handler. */
    private final class Negotiator implements WebSocketNegotiator {
        private final String pathPrefix;
        private final AdmissionResult.Admitted admitted;
        private final ClientConnection client;
        private final SessionFactory sessions;

        Negotiator(
                String pathPrefix,
                AdmissionResult.Admitted admitted,
                ClientConnection client,
                SessionFactory sessions) {
            this.pathPrefix = pathPrefix;
            this.admitted = admitted;
            this.client = client;
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
            if (version == null) {
                refusals.onRefused(client, admitted.chargePointId().value(), noSubprotocol(request.getSubProtocols()));
            }
            JettyTransport transport = new JettyTransport(admitted, version, connections, sessions);
            return new JettyWebSocketFrameHandler(container, transport, listenerMethods);
        }
    }
}
