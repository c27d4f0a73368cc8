package org.ocppgateway.gateway.admin;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of the admin port. It has its own threads, so it answers while the endpoint is busy. Requests that take time run on
 * other threads, so the health pages are answered immediately.
 */
public final class AdminServer {
    private static final int THREADS = 8;
    private static final int IDLE_MILLIS = 30_000;

    /** Idle timeout at the maximum number of connections, while further ones wait to be accepted. */
    private static final int IDLE_MILLIS_AT_LIMIT = 1_000;

    private final Health health;
    private final MetricsPage metricsPage;
    private final Map<String, Handler> mounted = new ConcurrentHashMap<>();
    private final Server server;
    private final ServerConnector connector;

    /** @param tls null without TLS */
    public AdminServer(AdminSettings settings, @Nullable AdminTls tls, Health health, PrometheusRegistry registry) {
        this.health = health;
        this.metricsPage = new MetricsPage(
                registry, Thread.ofPlatform().name("metrics").daemon().factory());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("admin");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        HttpConnectionFactory pages = new HttpConnectionFactory(http);
        connector = new ServerConnector(server, 1, 1, tls == null ? pages : tls.inFrontOf(pages));
        connector.setHost(settings.bindAddress());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(settings.maxConnections(), connector);
        limit.setEndPointIdleTimeout(IDLE_MILLIS_AT_LIMIT);
        server.addBean(limit);
        server.setHandler(new Pages());
        server.setErrorHandler(new UnreadableRequestHandler());
    }

    /**
     * Binds the port.
     *
     * @throws IOException if it cannot be bound
     */
    public void start() throws Exception {
        server.start();
    }

    /**
     * Passes all requests below a path to a handler. The handler is called on a selector thread and must not block.
     *
     * @param top first segment of the path, without slashes
     */
    public void mount(String top, Handler handler) {
        mounted.put(top, handler);
    }

    /** The bound port; differs from the configured one if that is 0. */
    public int port() {
        return connector.getLocalPort();
    }

    public void stop() throws Exception {
        server.stop();
    }

    private final class Pages extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            Handler below = mounted.get(firstSegment(path));
            if (below != null) {
                return below.handle(request, response, callback);
            }
            if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                return answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "text/plain", "only GET\n");
            }
            return switch (path) {
                case "/health" -> json(response, callback, HttpStatus.OK_200, health.page());
                case "/health/live" -> live(response, callback);
                case "/health/ready" -> ready(response, callback);
                case "/metrics" -> metrics(request, response, callback);
                default -> answer(response, callback, HttpStatus.NOT_FOUND_404, "text/plain", "no such page\n");
            };
        }

        private static String firstSegment(String path) {
            String[] segments = path.split("/", 3);
            return segments.length > 1 ? segments[1] : "";
        }

        private boolean live(Response response, Callback callback) {
            return state(response, callback, "alive", "not alive", health.notAlive());
        }

        private boolean ready(Response response, Callback callback) {
            return state(response, callback, "ready", "not ready", health.notReady());
        }

        private static boolean state(
                Response response, Callback callback, String ifReady, String ifNot, Optional<String> why) {
            JsonObject page = field("status", why.isEmpty() ? ifReady : ifNot);
            why.ifPresent(reason -> page.addProperty("reason", reason));
            return json(
                    response, callback, why.isEmpty() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, page);
        }

        private boolean metrics(Request request, Response response, Callback callback) {
            metricsPage.answer(request, response, callback);
            return true;
        }

        private static JsonObject field(String key, String value) {
            JsonObject object = new JsonObject();
            object.addProperty(key, value);
            return object;
        }

        private static boolean json(Response response, Callback callback, int status, JsonObject page) {
            return answer(response, callback, status, "application/json", page + "\n");
        }

        private static boolean answer(Response response, Callback callback, int status, String type, String body) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }
}
