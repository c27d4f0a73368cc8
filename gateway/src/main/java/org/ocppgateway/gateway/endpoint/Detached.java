package org.ocppgateway.gateway.endpoint;

import java.net.HttpCookie;
import java.net.URI;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.UpgradeRequest;
import org.eclipse.jetty.websocket.api.UpgradeResponse;
import org.eclipse.jetty.websocket.api.WebSocketContainer;
import org.eclipse.jetty.websocket.api.WebSocketSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Empty stand-ins for what a Jetty session otherwise keeps of its upgrade for life: 4 KB per connection. Whatever is needed of
 * the request is copied before.
 */
final class Detached {
    static final UpgradeRequest REQUEST = new Request();
    static final UpgradeResponse RESPONSE = new Response();

    private Detached() {}

    /** A container that keeps no book of its sessions: the gateway has its own. */
    record Container(Executor executor) implements WebSocketContainer {
        @Override
        public Executor getExecutor() {
            return executor;
        }

        @Override
        public Collection<Session> getOpenSessions() {
            return List.of();
        }

        @Override
        public void addSessionListener(WebSocketSessionListener listener) {
            throw new UnsupportedOperationException("sessions are not listened to");
        }

        @Override
        public boolean removeSessionListener(WebSocketSessionListener listener) {
            return false;
        }

        @Override
        public void notifySessionListeners(Consumer<WebSocketSessionListener> consumer) {
            // There are none.
        }
    }

    private static final class Request implements UpgradeRequest {
        @Override
        public List<HttpCookie> getCookies() {
            return List.of();
        }

        @Override
        public List<ExtensionConfig> getExtensions() {
            return List.of();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return null;
        }

        @Override
        public int getHeaderInt(String name) {
            return -1;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public List<String> getHeaders(String name) {
            return List.of();
        }

        @Override
        public String getHost() {
            return "";
        }

        @Override
        public String getHttpVersion() {
            return "HTTP/1.1";
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable String getOrigin() {
            return null;
        }

        @Override
        public Map<String, List<String>> getParameterMap() {
            return Map.of();
        }

        @Override
        public String getProtocolVersion() {
            return "13";
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public URI getRequestURI() {
            return URI.create("/");
        }

        @Override
        public List<String> getSubProtocols() {
            return List.of();
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return null;
        }

        @Override
        public boolean hasSubProtocol(String name) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return false;
        }
    }

    private static final class Response implements UpgradeResponse {
        @Override
        public @Nullable String getAcceptedSubProtocol() {
            return null;
        }

        @Override
        public List<ExtensionConfig> getExtensions() {
            return List.of();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return null;
        }

        @Override
        public Set<String> getHeaderNames() {
            return Set.of();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return Map.of();
        }

        @Override
        public List<String> getHeaders(String name) {
            return List.of();
        }

        @Override
        public int getStatusCode() {
            return 101;
        }
    }
}
