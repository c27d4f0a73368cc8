package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.admin.AdminTlsSettings;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Maps section {@code admin}. */
final class AdminMapping {
    private static final String PEER_AUTHORITIES = "peer-authorities";
    private static final Duration SESSION_TIMEOUT = Duration.ofHours(24);
    private static final int SESSION_CACHE = 1000;

    private AdminMapping() {}

    /** @param endpoint for the reload interval, which all TLS files share */
    static AdminSettings read(Section admin, Section endpoint) {
        return new AdminSettings(
                admin.text("bind-address"),
                admin.integer("port", 0, 65_535),
                admin.text("advertised-host"),
                admin.integer("max-connections", 16, MAX_COUNT),
                new ApiTokens(admin, "tokens").read(),
                tls(admin.section("tls"), ListenerMapping.reloadInterval(endpoint)));
    }

    private static @Nullable AdminTlsSettings tls(Section tls, Duration reloadInterval) {
        boolean isEnabled = tls.flag("enabled");
        List<CertificateFiles> certificates = ListenerMapping.certificates(tls);
        List<Path> authorities = ListenerMapping.files(tls, PEER_AUTHORITIES);
        String peerName = tls.text("peer-name");
        if (!isEnabled) {
            return null;
        }
        if (authorities.isEmpty()) {
            tls.problem(PEER_AUTHORITIES, "needs at least one file, otherwise pods cannot call each other");
        }
        Optional<AdminTlsSettings> settings = tls.build(
                () -> Optional.of(new AdminTlsSettings(
                        new TlsSettings(
                                certificates,
                                ClientAuthentication.NONE,
                                authorities,
                                List.of(),
                                StaleRevocation.ACCEPT,
                                SESSION_TIMEOUT,
                                SESSION_CACHE,
                                ProtocolOptions.DEFAULT),
                        peerName,
                        reloadInterval)),
                Optional.<AdminTlsSettings>empty());
        return settings.orElse(null);
    }
}
