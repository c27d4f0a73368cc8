package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Serves {@code /api}. Each request runs on its own virtual thread, so a slow one does not delay the health pages. The number of concurrent
 * requests is limited.
 */
public final class ApiHandler extends Handler.Abstract.NonBlocking {
    private static final EventLog LOG = EventLog.of(ApiHandler.class);

    private static final String ROOT = "/api/v1/";
    private static final String DESCRIPTION = "/api/openapi.yaml";
    private static final int MAX_BODY = 256 * 1024;
    private static final int MAX_CONCURRENT = 128;

    private final ApiAccess access;
    private final List<ApiRoute> routes;
    private final AuditLog audit;
    private final Counter requests;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    /** @param tokens without tokens the API answers this machine only */
    public ApiHandler(List<ApiToken> tokens, List<ApiRoute> routes, AuditLog audit, PrometheusRegistry registry) {
        this.access = new ApiAccess(tokens);
        this.routes = List.copyOf(routes);
        this.audit = audit;
        this.requests = new Meters(registry).labelledCounter(GatewayMetric.API_REQUESTS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!permits.tryAcquire()) {
            send(request, response, callback, problem(ApiProblem.unavailable("too many concurrent requests")));
            return true;
        }
        try {
            Thread.ofVirtual().name("api-request").start(() -> {
                try {
                    process(request, response, callback);
                } finally {
                    permits.release();
                }
            });
        } catch (RuntimeException | Error e) {
            permits.release(); // the thread was not started
            throw e;
        }
        return true;
    }

    private void process(Request request, Response response, Callback callback) {
        if (Request.getPathInContext(request).equals(DESCRIPTION)
                && request.getMethod().equals("GET")) {
            describe(response, callback);
            return;
        }
        ApiResponse result;
        try {
            result = run(request);
        } catch (ApiProblem e) {
            if (!e.allow().isEmpty()) {
                response.getHeaders().put(HttpHeader.ALLOW, e.allow());
            }
            result = problem(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = problem(ApiProblem.unavailable("the gateway is stopping"));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    GatewayLogEvent.API_REQUEST_FAILED,
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    e);
            result = problem(new ApiProblem(500, "Internal error", "the request failed; see the gateway's log"));
        }
        send(request, response, callback, result);
    }

    private ApiResponse run(Request request) throws ApiProblem, IOException, InterruptedException {
        ApiCaller caller = access.authorize(request);
        Found found = find(request);
        ApiRoute route = found.route();
        if (!caller.role().includes(route.role())) {
            throw new ApiProblem(403, "Forbidden", "the token " + caller.name() + " has no role write");
        }
        JsonObject body = body(request);
        ApiRequest call = new ApiRequest(caller, found.variables(), query(request), headers(request), body);
        if (!route.isChange()) {
            return route.operation().handle(call);
        }
        int status = 500;
        try {
            ApiResponse result = route.operation().handle(call);
            status = result.status();
            return result;
        } catch (ApiProblem e) {
            status = e.status();
            throw e;
        } finally {
            audit.record(
                    caller.name(), request.getMethod(), request.getHttpURI().getPath(), status);
        }
    }

    private record Found(ApiRoute route, Map<String, String> variables) {}

    private Found find(Request request) throws ApiProblem {
        String path = request.getHttpURI().getPath();
        if (path == null || !path.startsWith(ROOT)) {
            throw ApiProblem.notFound("no such resource; see " + DESCRIPTION);
        }
        List<String> segments = segments(path.substring(ROOT.length()));
        List<String> methods = new ArrayList<>();
        for (ApiRoute route : candidates(path.substring(ROOT.length()))) {
            Optional<Map<String, String>> variables = route.match(segments);
            if (variables.isPresent() && route.method().equals(request.getMethod())) {
                return new Found(route, variables.get());
            }
            variables.ifPresent(other -> methods.add(route.method()));
        }
        if (methods.isEmpty()) {
            throw ApiProblem.notFound("no such resource; see " + DESCRIPTION);
        }
        throw ApiProblem.methodNotAllowed(methods);
    }

    /** A path without variables takes precedence over one with variables, as in OpenAPI. */
    private List<ApiRoute> candidates(String path) {
        List<ApiRoute> exact =
                routes.stream().filter(route -> route.path().equals("/" + path)).toList();
        return exact.isEmpty() ? routes : exact;
    }

    private static List<String> segments(String path) throws ApiProblem {
        try {
            List<String> segments = new ArrayList<>();
            for (String segment : path.split("/", -1)) {
                segments.add(URIUtil.decodePath(segment));
            }
            return segments;
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("the path has an invalid percent escape");
        }
    }

    private static Map<String, String> query(Request request) throws ApiProblem {
        try {
            Map<String, String> values = new HashMap<>();
            for (Fields.Field field : Request.extractQueryParameters(request, UTF_8)) {
                values.put(field.getName(), field.getValue());
            }
            return values;
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("the query cannot be read");
        }
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(
                    field.getLowerCaseName(), String.valueOf(field.getValue()), (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private static JsonObject body(Request request) throws ApiProblem, IOException {
        byte[] bytes;
        try (InputStream stream = Content.Source.asInputStream(request)) {
            bytes = stream.readNBytes(MAX_BODY + 1);
        }
        if (bytes.length == 0) {
            return new JsonObject();
        }
        if (bytes.length > MAX_BODY) {
            throw new ApiProblem(413, "Body too large", "a body has at most " + MAX_BODY + " bytes");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new ApiProblem(415, "Unsupported media type", "send Content-Type: application/json");
        }
        return JsonBody.parse(new String(bytes, UTF_8));
    }

    private static ApiResponse problem(ApiProblem problem) {
        JsonObject body = new JsonObject();
        body.addProperty("type", "about:blank");
        body.addProperty("title", problem.title());
        body.addProperty("status", problem.status());
        body.addProperty("detail", problem.detail());
        return new ApiResponse(problem.status(), body);
    }

    private void send(Request request, Response response, Callback callback, ApiResponse result) {
        requests.labelValues(methodLabel(request.getMethod()), Integer.toString(result.status()))
                .inc();
        response.setStatus(result.status());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (result.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        ApiStream stream = result.stream();
        if (stream != null) {
            write(response, callback, stream);
            return;
        }
        JsonElement body = result.body();
        if (body == null) {
            response.write(true, null, callback);
            return;
        }
        boolean problem = result.status() >= 400;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, problem ? "application/problem+json" : "application/json");
        Content.Sink.write(response, true, body + "\n", callback);
    }

    private static void write(Response response, Callback callback, ApiStream stream) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
        OutputStream out = Content.Sink.asOutputStream(response);
        try {
            stream.writeTo(out);
            out.close(); // only now: a closed body looks complete
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
            return;
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    /** The method comes from the network; only the methods of routes become labels. */
    private static String methodLabel(String method) {
        return switch (method) {
            case "GET", "PUT", "POST", "DELETE" -> method;
            default -> "other";
        };
    }

    private static void describe(Response response, Callback callback) {
        try (InputStream resource = ApiHandler.class.getResourceAsStream("/openapi.yaml")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.yaml is missing in the jar");
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/yaml");
            Content.Sink.write(response, true, new String(resource.readAllBytes(), UTF_8), callback);
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
