package org.ocppgateway.gateway.endpoint;

import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.routing.refusal.RefusalStage;

/**
 * Answers and reports requests that Jetty refuses itself, for example because of an invalid request line or too large headers. Jetty calls it
 * at most once per request, on a thread that may be a selector, so it must not block.
 */
final class MalformedRequestHandler implements Request.Handler {
    /** Jetty names the first byte of a TLS record like this. */
    private static final String TLS_RECORD = "CNTL=0x16";

    /** The second bytes of a PROXY protocol v2 header that are no line end. */
    private static final String PROXY_V2 = "CNTL=0x0";

    private final ClientFacts clients;
    private final List<String> pathPrefixes;
    private final RefusalListener refusals;
    private final EndpointMetrics metrics;

    MalformedRequestHandler(
            ClientFacts clients, List<String> pathPrefixes, RefusalListener refusals, EndpointMetrics metrics) {
        this.clients = clients;
        this.pathPrefixes = pathPrefixes;
        this.refusals = refusals;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Refusal refusal = refusal(request, response);
        metrics.refused(refusal);
        ClientFacts.Facts facts = clients.of(request);
        refusals.onRefused(ClientConnection.of(facts.address(), facts.security()), identity(request), refusal);
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        Content.Sink.write(response, true, refusal.answer() + "\n", callback);
        return true;
    }

    /** The identity of a path that could be read; null otherwise. */
    private @Nullable String identity(Request request) {
        return ChargePointPath.parse(
                                Objects.requireNonNullElse(request.getHttpURI().getPath(), ""), pathPrefixes)
                        instanceof ChargePointPath path
                ? path.chargePointId().value()
                : null;
    }

    private static Refusal refusal(Request request, Response response) {
        HttpException cause =
                request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known ? known : null;
        int status = cause == null ? response.getStatus() : cause.getCode();
        // A text of Jetty, with at most one character of the request.
        String problem = cause == null ? null : cause.getReason();
        return switch (status) {
            case HttpStatus.URI_TOO_LONG_414 ->
                refusal(
                        status,
                        "request target too long",
                        problem,
                        "The URL of the charge point is too long. Shorten it.");
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                refusal(
                        status,
                        "headers too large",
                        problem,
                        "The request line and the headers are larger than gateway.endpoint.max-header-size. Look for a proxy that adds headers, or a"
                                + " password that is too long.");
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                refusal(status, "http version not supported", problem, "The client must speak HTTP/1.1.");
            default ->
                status >= HttpStatus.INTERNAL_SERVER_ERROR_500
                        ? Refusal.unavailable("internal error").explained(problem, "See the log of the gateway.")
                        : malformed(status, problem);
        };
    }

    private static Refusal malformed(int status, @Nullable String problem) {
        String text = Objects.requireNonNullElse(problem, "");
        if (text.contains(TLS_RECORD)) {
            return Refusal.permanent(status, "tls on a plain port", RefusalStage.TLS)
                    .explained(
                            "the client sent TLS to a listener without TLS",
                            "The URL of the charge point begins with wss://, and this port has no TLS. Use the port of a listener"
                                    + " with TLS.");
        }
        if (text.endsWith(PROXY_V2)) {
            return Refusal.permanent(status, "proxy header", RefusalStage.TCP)
                    .explained(
                            "a PROXY protocol header on a listener that expects none",
                            "Set proxy-protocol for this listener, or switch it off in the proxy.");
        }
        return refusal(
                status,
                "malformed request",
                problem,
                "The request is not valid HTTP/1.1. Check the URL of the charge point for blanks and special characters. A"
                        + " proxy in front must not send a PROXY protocol header unless the listener expects it.");
    }

    private static Refusal refusal(int status, String reason, @Nullable String details, String suggestion) {
        return Refusal.permanent(status, reason, RefusalStage.HEADERS).explained(details, suggestion);
    }
}
