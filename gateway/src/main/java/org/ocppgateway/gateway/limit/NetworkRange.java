package org.ocppgateway.gateway.limit;

/**
 * A range of addresses as in RFC 4632 and 4291: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a single address.
 *
 * @param network the first address
 * @param prefixLength how many bits all addresses have in common, 0 to 32 or 128
 */
public record NetworkRange(NetworkAddress network, int prefixLength) {

    /** Refuses a prefix length out of range, and an address with bits set after it: that is most often a slip. */
    public NetworkRange {
        if (prefixLength < 0 || prefixLength > network.bits()) {
            throw new IllegalArgumentException("a prefix length is 0 to " + network.bits() + ", not " + prefixLength);
        }
        if (!network.masked(prefixLength).equals(network)) {
            throw new IllegalArgumentException(network + "/" + prefixLength + " has bits set after its prefix; write "
                    + network.masked(prefixLength) + "/" + prefixLength);
        }
    }

    /** The range of one address. */
    public static NetworkRange of(NetworkAddress address) {
        return new NetworkRange(address, address.bits());
    }

    /**
     * Reads a range or a single address.
     *
     * @throws IllegalArgumentException with the problem as its message
     */
    public static NetworkRange parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        NetworkAddress address = NetworkAddress.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("no IP address or network: " + text));
        if (slash < 0) {
            return of(address);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("no prefix length: " + text);
        }
        return new NetworkRange(address, Integer.parseInt(length));
    }

    /** Whether an address is in the range. */
    public boolean contains(NetworkAddress address) {
        return address.v6() == network.v6() && address.masked(prefixLength).equals(network);
    }

    /** The range in CIDR notation. */
    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
