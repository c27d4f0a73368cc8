package org.ocppgateway.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address as 128 bits. An IPv4 address in IPv6 clothes ({@code ::ffff:192.0.2.1}) is that IPv4 address. A name is never resolved.
 *
 * @param high the first 64 bits; 0 for IPv4
 * @param low the last 64 bits; for IPv4 the last 32 of them
 */
public record NetworkAddress(boolean v6, long high, long low) {
    /** Longest literal that is read, in characters. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final long V4_MAPPED = 0xffff_0000_0000L;

    /** The address of a socket. */
    public static NetworkAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return v4(bits(bytes, 0, 4));
        }
        long high = bits(bytes, 0, 8);
        long low = bits(bytes, 8, 16);
        boolean mapped = high == 0 && (low & 0xffff_ffff_0000_0000L) == V4_MAPPED;
        return mapped ? v4(low & 0xffff_ffffL) : new NetworkAddress(true, high, low);
    }

    /** Reads a literal of IPv4 or IPv6; empty for anything else, a host name too. */
    public static Optional<NetworkAddress> parse(String literal) {
        if (literal.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher v4 = V4.matcher(literal);
        if (v4.matches()) {
            return parseV4(v4);
        }
        if (!V6_CHARACTERS.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            // With a colon in it this is never looked up.
            return Optional.of(of(InetAddress.getByName(literal)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * The unit that limits count: the address itself for IPv4, its network of 64 bits for IPv6, because there one customer has at least that much.
     */
    public NetworkAddress subscriber() {
        return v6 ? new NetworkAddress(true, high, 0) : this;
    }

    int bits() {
        return v6 ? 128 : 32;
    }

    /** The address with all bits zero after the first ones. */
    NetworkAddress masked(int prefixLength) {
        if (!v6) {
            return v4(low & mask(prefixLength + 32));
        }
        return new NetworkAddress(true, high & mask(Math.min(prefixLength, 64)), low & mask(prefixLength - 64));
    }

    @Override
    public String toString() {
        try {
            byte[] bytes = new byte[v6 ? 16 : 4];
            for (int i = 0; i < bytes.length; i++) {
                int last = bytes.length - 1 - i;
                bytes[last] = (byte) ((i < 8 ? low : high) >>> (8 * (i % 8)));
            }
            InetAddress address = v6 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
            return Objects.requireNonNull(address.getHostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    private static NetworkAddress v4(long low) {
        return new NetworkAddress(false, 0, low);
    }

    private static Optional<NetworkAddress> parseV4(Matcher parts) {
        long bits = 0;
        for (int i = 1; i <= 4; i++) {
            String part = parts.group(i);
            int value = Integer.parseInt(part);
            if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return Optional.empty(); // a leading zero means octal to some
            }
            bits = (bits << 8) | value;
        }
        return Optional.of(v4(bits));
    }

    /** A mask of the first bits of 64; none below 0. */
    private static long mask(int length) {
        return length <= 0 ? 0 : -1L << (64 - length);
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = (bits << 8) | (bytes[i] & 0xff);
        }
        return bits;
    }
}
