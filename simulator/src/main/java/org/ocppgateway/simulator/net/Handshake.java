package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Client side of the WebSocket upgrade (RFC 6455, 4.1): creates the request and validates the response. */
final class Handshake {
    static final int MAX_RESPONSE_BYTES = 8 * 1024;
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ConnectionTarget target;
    private final String key;

    Handshake(ConnectionTarget target, SplittableRandom random) {
        this.target = target;
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        StringBuilder request = new StringBuilder(256)
                .append("GET ")
                .append(target.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.host())
                .append(
                        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(key)
                .append("\r\nSec-WebSocket-Protocol: ")
                .append(target.subprotocol());
        if (target.authorization() != null) {
            request.append("\r\nAuthorization: ").append(target.authorization());
        }
        return request.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    /** Returns the length of the response including the final blank line, or -1 if the response is incomplete. */
    static int responseLength(byte[] bytes, int from, int to) {
        for (int i = from + 3; i < to; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1 - from;
            }
        }
        return -1;
    }

    /** Returns null for a successful upgrade, otherwise the reason of the failure. */
    @Nullable
    CloseReason validate(String response) {
        String[] lines = response.split("\r\n");
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            return new CloseReason.Violation(1002, "the answer to the upgrade is not HTTP");
        }
        Map<String, String> headers = headers(lines);
        int code = Integer.parseInt(status[1]);
        if (code != 101) {
            return new CloseReason.Refused(code, retryAfter(headers.get("retry-after")));
        }
        if (!accept().equals(headers.get("sec-websocket-accept"))) {
            return new CloseReason.Violation(1002, "wrong Sec-WebSocket-Accept");
        }
        if (!target.subprotocol().equals(headers.get("sec-websocket-protocol"))) {
            return new CloseReason.Violation(1002, "no common subprotocol");
        }
        return null;
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, lines[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** Parses a delay in seconds. A date counts as absent. */
    private static @Nullable Duration retryAfter(@Nullable String value) {
        return value != null && value.matches("[0-9]{1,6}") ? Duration.ofSeconds(Integer.parseInt(value)) : null;
    }

    private String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + ACCEPT_SUFFIX).getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
