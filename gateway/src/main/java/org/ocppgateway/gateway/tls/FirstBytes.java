package org.ocppgateway.gateway.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The first bytes of a client on a TLS port. Texts are printable ASCII of bounded length: any client can send them. */
public sealed interface FirstBytes {
    /** Nothing at all. */
    record Nothing() implements FirstBytes {}

    /** A TLS handshake, or the beginning of one. */
    record Tls(ClientHello hello) implements FirstBytes {}

    /**
     * A request without TLS.
     *
     * @param requestLine at most 200 characters
     */
    record PlainHttp(String requestLine) implements FirstBytes {}

    /** A PROXY protocol header, which this listener does not expect. */
    record ProxyHeader() implements FirstBytes {}

    /** Something else. */
    record Unknown(String hex) implements FirstBytes {}

    /** Longest text taken over. */
    int MAX_TEXT = 200;

    int HANDSHAKE_RECORD = 0x16;

    /** Recognises what {@code bytes} begins; never throws. */
    static FirstBytes of(byte[] bytes) {
        if (bytes.length == 0) {
            return new Nothing();
        }
        if (bytes[0] == HANDSHAKE_RECORD && (bytes.length < 2 || bytes[1] == 3)) {
            return new Tls(ClientHello.read(bytes));
        }
        String text = new String(bytes, 0, Math.min(bytes.length, MAX_TEXT), StandardCharsets.ISO_8859_1);
        if (text.startsWith("PROXY ") || text.startsWith("\r\n\r\n\0\r\nQUIT\n")) {
            return new ProxyHeader();
        }
        List<String> methods = List.of("GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ");
        if (methods.stream().anyMatch(text::startsWith)) {
            return new PlainHttp(printable(text.lines().findFirst().orElse("")));
        }
        return new Unknown(HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 16))));
    }

    /** Replaces what is not printable ASCII, and cuts. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_TEXT); i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return printable.toString();
    }
}
