package org.ocppgateway.gateway.limit;

import java.util.List;

/**
 * The networks that may connect.
 *
 * @param ranges none for all addresses
 */
public record AllowedNetworks(List<NetworkRange> ranges) {
    /** All addresses. */
    public static final AllowedNetworks ALL = new AllowedNetworks(List.of());

    public AllowedNetworks {
        ranges = List.copyOf(ranges);
    }

    /** Whether an address may connect. */
    public boolean allow(NetworkAddress address) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
