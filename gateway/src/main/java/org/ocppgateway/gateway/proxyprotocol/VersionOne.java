package org.ocppgateway.gateway.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.ocppgateway.gateway.address.AddressLiteral;

/** Version 1: one line of text, {@code PROXY TCP4 192.0.2.1 192.0.2.2 40000 8443\r\n}. */
final class VersionOne {
    /** With the CRLF; the specification proves that no valid line is longer. */
    static final int MAX_LINE = 107;

    private static final byte[] SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 6;
    private static final int MAX_PORT = 65535;

    private VersionOne() {}

    /** Whether what is there can begin a line of version 1. */
    static boolean matches(byte[] header, int length) {
        for (int i = 0; i < Math.min(length, SIGNATURE.length); i++) {
            if (header[i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the line if it is complete. Called for every byte. */
    static Optional<ProxyHeader> read(byte[] header, int length) throws InvalidProxyHeaderException {
        byte last = header[length - 1];
        if (last != '\n') {
            if (length >= MAX_LINE) {
                throw new InvalidProxyHeaderException("a version 1 line of more than " + MAX_LINE + " bytes");
            }
            return Optional.empty();
        }
        if (length <= SIGNATURE.length || header[length - 2] != '\r') {
            throw new InvalidProxyHeaderException("a version 1 line that does not end with CRLF");
        }
        return Optional.of(
                read(new String(header, SIGNATURE.length, length - 2 - SIGNATURE.length, StandardCharsets.ISO_8859_1)));
    }

    private static ProxyHeader read(String line) throws InvalidProxyHeaderException {
        // The rest of an UNKNOWN line must be ignored.
        if (line.equals("UNKNOWN") || line.startsWith("UNKNOWN ")) {
            return new ProxyHeader.Unaddressed(Optional.empty());
        }
        String[] fields = line.split(" ", FIELDS);
        if (fields.length != FIELDS - 1) {
            throw new InvalidProxyHeaderException("a version 1 line without family, two addresses and two ports");
        }
        Function<String, Optional<InetAddress>> family = switch (fields[0]) {
            case "TCP4" -> AddressLiteral::parseIpv4;
            case "TCP6" -> AddressLiteral::parseIpv6;
            default -> throw new InvalidProxyHeaderException("a version 1 line of an unknown family");
        };
        return new ProxyHeader.Forwarded(
                address(family, fields[1], fields[3]), address(family, fields[2], fields[4]), Optional.empty());
    }

    private static InetSocketAddress address(Function<String, Optional<InetAddress>> family, String text, String port)
            throws InvalidProxyHeaderException {
        Optional<InetAddress> address = family.apply(text);
        if (address.isEmpty() || !port.matches("0|[1-9]\\d{0,4}") || Integer.parseInt(port) > MAX_PORT) {
            throw new InvalidProxyHeaderException("a version 1 line with an address or port that is none");
        }
        return new InetSocketAddress(address.get(), Integer.parseInt(port));
    }
}
