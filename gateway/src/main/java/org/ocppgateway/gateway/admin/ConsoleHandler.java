package org.ocppgateway.gateway.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the static files of the console below {@code /console/}. They contain no data and need no token; the page reads all data from the
 * API. A browser asks again for every file and gets 304 if it has not changed, so a page never mixes files of two versions. Thread-safe.
 */
public final class ConsoleHandler extends Handler.Abstract.NonBlocking {
    private static final String ROOT = "/console";
    private static final String INDEX = "index.html";

    /** The page loads files of this server and nothing else. No script or style is inline, and no other site may frame it. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final HttpFields HEADERS = HttpFields.build()
            .put("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            .put("X-Content-Type-Options", "nosniff")
            .put("Referrer-Policy", "no-referrer")
            .put("Cross-Origin-Opener-Policy", "same-origin")
            .put("Cross-Origin-Resource-Policy", "same-origin")
            .put(HttpHeader.CACHE_CONTROL, "no-cache")
            .put(HttpHeader.VARY, "Accept-Encoding")
            .asImmutable();

    private final ConsoleFiles files = new ConsoleFiles();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().add(HEADERS);
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "only GET and HEAD\n");
        }
        String path = Request.getPathInContext(request);
        if (path.equals(ROOT)) {
            response.getHeaders().put(HttpHeader.LOCATION, ROOT + "/");
            return answer(response, callback, HttpStatus.PERMANENT_REDIRECT_308, "");
        }
        String name = path.substring(ROOT.length() + 1);
        Optional<ConsoleFile> file = files.find(name.isEmpty() ? INDEX : name);
        if (file.isEmpty()) {
            return answer(response, callback, HttpStatus.NOT_FOUND_404, "no such file\n");
        }
        return send(request, response, callback, file.get());
    }

    private static boolean send(Request request, Response response, Callback callback, ConsoleFile file) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ETAG, file.tag());
        String known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        if (known != null && known.contains(file.tag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, null, callback);
            return true;
        }
        boolean compressed = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
        if (compressed) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        byte[] content = compressed ? file.compressed() : file.plain();
        headers.put(HttpHeader.CONTENT_TYPE, file.type());
        headers.put(new HttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(content.length)));
        response.setStatus(HttpStatus.OK_200);
        response.write(true, ByteBuffer.wrap(content), callback);
        return true;
    }

    private static boolean answer(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.write(true, ByteBuffer.wrap(text.getBytes(US_ASCII)), callback);
        return true;
    }
}
