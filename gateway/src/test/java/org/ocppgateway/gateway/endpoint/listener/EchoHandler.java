package org.ocppgateway.gateway.endpoint.listener;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.tls.CertificateVerdict;

/** Answers a request with what is known about its transport; a WebSocket echoes each text behind the name of the reading thread. */
final class EchoHandler extends Handler.Abstract {
    private final WebSocketComponents components = new WebSocketComponents();
    private final WebSocketMappings mappings = new WebSocketMappings(components);
    final AtomicInteger sessions = new AtomicInteger();
    private volatile Function<List<X509Certificate>, CertificateVerdict> check = chain -> {
        throw new IllegalStateException("without TLS");
    };

    EchoHandler() {
        installBean(components);
        installBean(mappings);
    }

    void check(Function<List<X509Certificate>, CertificateVerdict> verdicts) {
        check = verdicts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getHeaders().contains(HttpHeader.UPGRADE)) {
            Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
            limits.setIdleTimeout(Duration.ZERO);
            limits.setInputBufferSize(1024);
            return mappings.upgrade(new Negotiator(), request, response, callback, limits);
        }
        ClientTransport transport = ClientTransport.of(
                request.getConnectionMetaData().getConnection().getEndPoint());
        String verdict = transport.security() instanceof ClientTransport.Tls tls
                        && !tls.peerChain().isEmpty()
                ? "\n" + check.apply(tls.peerChain())
                : "";
        String text = transport + "\n" + version(request) + verdict + "\nthread=" + thread() + "\n";
        Content.Sink.write(response, true, text, callback);
        return true;
    }

    private static String version(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return endPoint instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getSSLEngine().getSession().getProtocol()
                : "without TLS";
    }

    private static String thread() {
        return Thread.currentThread().isVirtual()
                ? "virtual"
                : Thread.currentThread().getName();
    }

    private final class Negotiator implements WebSocketNegotiator {
        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            return new Echo();
        }
    }

    private final class Echo implements FrameHandler {
        private final StringBuilder text = new StringBuilder();
        private volatile @Nullable CoreSession session;

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            sessions.incrementAndGet();
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            CoreSession open = Objects.requireNonNull(session);
            if (OpCode.isDataFrame(frame.getOpCode())) {
                // A frame whose payload came in pieces arrives as several.
                text.append(StandardCharsets.UTF_8.decode(frame.getPayload().slice()));
                if (frame.isFin()) {
                    Frame answer = new Frame(OpCode.TEXT).setPayload(thread() + "|" + text);
                    text.setLength(0);
                    open.sendFrame(new OutgoingEntry.Builder(answer, Callback.NOOP).build());
                }
            }
            callback.succeeded();
            open.demand();
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            sessions.decrementAndGet();
            callback.succeeded();
        }
    }
}
