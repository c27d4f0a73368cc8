package org.ocppgateway.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.net.ConnectionTarget;

/** Endpoint of the server, resolved once. */
final class FleetEndpoint {
    private static final int DEFAULT_PORT = 80;
    private static final int DEFAULT_TLS_PORT = 443;

    private final URI url;
    private final InetSocketAddress address;
    private final List<InetAddress> sources = new ArrayList<>();
    private final @Nullable String password;
    private final @Nullable FleetTls tls;

    /** @throws UncheckedIOException if the host cannot be resolved */
    FleetEndpoint(URI url, FleetSettings settings) {
        this.url = url;
        boolean isTls = "wss".equals(url.getScheme());
        tls = isTls ? new FleetTls(settings.server().tls()) : null;
        password = settings.server().password();
        try {
            InetAddress host = InetAddress.getByName(url.getHost());
            address = new InetSocketAddress(host, port(url, isTls));
            for (int i = 1; i <= settings.server().sourceAddresses(); i++) {
                sources.add(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) i}));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resolve " + url.getHost() + "; check the URL", e);
        }
    }

    private static int port(URI url, boolean isTls) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    }

    /** @param index index of the charge point, which selects the source address */
    ConnectionTarget target(ChargePointId id, int index, OcppVersion version) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String separator = path.endsWith("/") ? "" : "/";
        String identity = URLEncoder.encode(id.value(), UTF_8).replace("+", "%20");
        return new ConnectionTarget(
                address,
                url.getRawAuthority(),
                path + separator + identity,
                version.subprotocol(),
                authorization(id),
                sources.isEmpty() ? null : sources.get(index % sources.size()),
                tls == null ? null : () -> tls.newEngine(id, index, url.getHost()));
    }

    private @Nullable String authorization(ChargePointId id) {
        if (password == null) {
            return null;
        }
        byte[] credentials = (id + ":" + password).getBytes(UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }
}
