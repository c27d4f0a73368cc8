package org.ocppgateway.gateway.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses in CIDR notation.
 *
 * @param network its first address; bits beyond the prefix are zero
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefixLength) {
    public AddressRange {
        byte[] bits = network.getAddress();
        if (prefixLength < 0 || prefixLength > bits.length * Byte.SIZE) {
            throw new IllegalArgumentException("prefix length out of range: " + prefixLength);
        }
        for (int i = prefixLength; i < bits.length * Byte.SIZE; i++) {
            if (bit(bits, i)) {
                throw new IllegalArgumentException(
                        network.getHostAddress() + "/" + prefixLength + " has bits beyond its prefix");
            }
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address.
     *
     * @throws IllegalArgumentException for anything else; the message names the text
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        Optional<InetAddress> network = AddressLiteral.parse(address);
        if (network.isEmpty()) {
            throw new IllegalArgumentException("no address or CIDR block: " + text);
        }
        int bits = network.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(network.get(), bits);
        }
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}") || Integer.parseInt(prefix) > bits) {
            throw new IllegalArgumentException("no CIDR block, prefix length 0 to " + bits + ": " + text);
        }
        return new AddressRange(network.get(), Integer.parseInt(prefix));
    }

    /** Whether the address is in this block; one of the other family never is. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int i = 0; i < prefixLength; i++) {
            if (bit(mine, i) != bit(other, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] bits, int index) {
        return (bits[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
