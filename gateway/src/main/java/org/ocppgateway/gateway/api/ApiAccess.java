package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call the API. With tokens, a caller needs one in {@code Authorization: Bearer}. Without tokens only this machine may
 * call: the client address and the {@code Host} are loopback, and no header says that the request was forwarded. Requests that a page of
 * another site makes are always refused. Thread-safe.
 */
final class ApiAccess {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final List<ApiToken> tokens;

    ApiAccess(List<ApiToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Returns the caller. Throws 401 or 403 for others. */
    ApiCaller authorize(Request request) throws ApiProblem {
        refuseOtherSites(request);
        if (tokens.isEmpty()) {
            requireThisMachine(request);
            return new ApiCaller(Request.getRemoteAddr(request), ApiRole.WRITE);
        }
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthorized("send Authorization: Bearer with a token of gateway.admin.tokens");
        }
        byte[] presented =
                sha256(authorization.substring(SCHEME.length()).strip()).getBytes(UTF_8);
        ApiToken found = null;
        for (ApiToken token : tokens) {
            if (MessageDigest.isEqual(presented, token.sha256().getBytes(UTF_8))) {
                found = token;
            }
        }
        if (found == null) {
            throw unauthorized("the token is not known");
        }
        return new ApiCaller(found.name(), found.role());
    }

    private static ApiProblem unauthorized(String detail) {
        return new ApiProblem(401, "Unauthorized", detail);
    }

    private static ApiProblem forbidden(String detail) {
        return new ApiProblem(403, "Forbidden", detail);
    }

    /** Browsers send these headers and pages cannot change them. */
    private static void refuseOtherSites(Request request) throws ApiProblem {
        HttpFields headers = request.getHeaders();
        String site = headers.get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw forbidden("requests of other sites are not allowed");
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        String host = headers.get(HttpHeader.HOST);
        if (origin != null && !isSameOrigin(origin, host)) {
            throw forbidden("the Origin is another site");
        }
    }

    private static boolean isSameOrigin(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return authority > 0
                && host != null
                && origin.substring(authority + "://".length()).equalsIgnoreCase(host);
    }

    private static void requireThisMachine(Request request) throws ApiProblem {
        SocketAddress client = request.getConnectionMetaData().getRemoteSocketAddress();
        InetAddress address = client instanceof InetSocketAddress internet ? internet.getAddress() : null;
        if (address == null || !address.isLoopbackAddress()) {
            throw forbidden("without gateway.admin.tokens the API answers this machine only");
        }
        HttpURI uri = request.getHttpURI();
        String host = uri.getHost();
        if (host == null || !LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT))) {
            throw forbidden("without gateway.admin.tokens the Host must be localhost, 127.0.0.1 or [::1]");
        }
        for (HttpField field : request.getHeaders()) {
            String name = field.getLowerCaseName();
            if (name.equals("forwarded") || name.startsWith("x-forwarded-")) {
                throw forbidden("without gateway.admin.tokens the API answers no forwarded requests");
            }
        }
    }

    /** SHA-256 in lower-case hexadecimal. */
    static String sha256(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
