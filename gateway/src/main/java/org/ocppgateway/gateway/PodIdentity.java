package org.ocppgateway.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.PeerAddress;

/**
 * How other pods and backends address this process.
 *
 * @param partition the partition of {@code commands-down} that this pod reads
 * @param peer address and secret for requests of other pods
 */
record PodIdentity(Incarnation incarnation, int partition, PeerAddress peer) {
    private static final int SECRET_BYTES = 16;

    /** Creates the identity of a new process, with a new secret. */
    static PodIdentity create(GatewayConfig config, int adminPort) throws StartException {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new PodIdentity(
                Incarnation.create(config.pod(), random),
                CommandConsumer.partitionOf(config.pod(), config.backend().kafka()),
                new PeerAddress(
                        advertisedHost(config.admin()) + ":" + adminPort,
                        config.admin().tls() != null,
                        HexFormat.of().formatHex(secret)));
    }

    private static String advertisedHost(AdminSettings admin) throws StartException {
        String advertised = admin.advertisedHost();
        String bound = admin.bindAddress();
        if (advertised.isEmpty() && !bound.equals("0.0.0.0")) {
            advertised = bound;
        }
        try {
            String host = advertised.isEmpty() ? InetAddress.getLocalHost().getHostAddress() : advertised;
            return host.contains(":") ? "[" + host + "]" : host;
        } catch (IOException e) {
            throw new StartException("this machine's own address is unknown; set gateway.admin.advertised-host", e);
        }
    }
}
