package org.ocppgateway.gateway.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.protocol.ChargePointId;

/**
 * A valid upgrade request of a charge point, before its admission.
 *
 * @param clientAddress address of the charge point or of its network, as far as trusted proxies tell it; port 0 if they tell none
 * @param security what protects the connection, and the client certificate
 */
public record AdmissionRequest(
        ChargePointId chargePointId, InetSocketAddress clientAddress, TransportSecurity security) {

    /** The client address as {@code host:port}, for logs and events; an IPv6 address is in brackets. */
    public String remoteAddress() {
        InetAddress address = clientAddress.getAddress();
        String host = address.getHostAddress();
        return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + clientAddress.getPort();
    }
}
