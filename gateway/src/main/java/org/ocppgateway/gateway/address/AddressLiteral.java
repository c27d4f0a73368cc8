package org.ocppgateway.gateway.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as text. Never asks DNS, unlike {@link InetAddress#getByName}. */
public final class AddressLiteral {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** The longest IPv6 address with an IPv4 part. */
    private static final int MAX_LENGTH = 45;

    private AddressLiteral() {}

    /** Reads four decimal numbers without leading zeros; empty for anything else. */
    public static Optional<InetAddress> parseIpv4(String text) {
        return text.length() <= MAX_LENGTH && IPV4.matcher(text).matches() ? address(text) : Optional.empty();
    }

    /** Reads an IPv6 address without zone; empty for anything else. An IPv4-mapped one becomes IPv4. */
    public static Optional<InetAddress> parseIpv6(String text) {
        return text.length() <= MAX_LENGTH && IPV6.matcher(text).matches() ? address(text) : Optional.empty();
    }

    /** Reads an address of either family; empty for anything else. */
    public static Optional<InetAddress> parse(String text) {
        return parseIpv4(text).or(() -> parseIpv6(text));
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
