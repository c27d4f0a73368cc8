package org.ocppgateway.gateway.endpoint;

import java.net.InetAddress;
import java.util.List;
import org.ocppgateway.gateway.address.AddressRange;

/**
 * Proxies whose word about a connection counts.
 *
 * @param trusted addresses that may send PROXY protocol headers and whose forwarding headers count
 * @param certificateSubjectHeader name of the header with the common name or the distinguished name of the client certificate; empty: none
 * @param certificateVerifyHeader name of the header with the result of its verification
 */
public record ProxySettings(
        List<AddressRange> trusted, String certificateSubjectHeader, String certificateVerifyHeader) {
    /** No proxy is trusted. */
    public static final ProxySettings NONE = new ProxySettings(List.of(), "", "");

    public ProxySettings {
        trusted = List.copyOf(trusted);
        if (certificateSubjectHeader.isEmpty() != certificateVerifyHeader.isEmpty()) {
            throw new IllegalArgumentException(
                    "certificate-subject-header and certificate-verify-header must be set together");
        }
    }

    boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
