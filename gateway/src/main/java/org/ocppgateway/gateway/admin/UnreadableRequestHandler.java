package org.ocppgateway.gateway.admin;

import com.google.gson.JsonObject;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that Jetty refuses itself, for example because of an invalid request target, with a problem document (RFC 9457), like
 * the API. Jetty calls it at most once per request, on a thread that may be a selector, so it must not block.
 */
final class UnreadableRequestHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpException cause =
                request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known ? known : null;
        int status = cause == null ? response.getStatus() : cause.getCode();
        JsonObject problem = new JsonObject();
        problem.addProperty("type", "about:blank");
        problem.addProperty("title", HttpStatus.getMessage(status));
        problem.addProperty("status", status);
        if (cause != null && cause.getReason() != null) {
            // A text of Jetty, with at most one character of the request.
            problem.addProperty("detail", cause.getReason());
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        Content.Sink.write(response, true, problem + "\n", callback);
        return true;
    }
}
