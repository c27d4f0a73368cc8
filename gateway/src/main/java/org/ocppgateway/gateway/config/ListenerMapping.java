package org.ocppgateway.gateway.config;

import com.typesafe.config.ConfigValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.endpoint.ProxySettings;
import org.ocppgateway.gateway.endpoint.listener.HandshakeSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Maps the listeners of section {@code endpoint}, their TLS, and the proxies in front of them. */
final class ListenerMapping {
    private static final String LISTENERS = "listeners";
    private static final String TRUSTED_PROXIES = "trusted-proxies";
    private static final String CERTIFICATES = "certificates";
    private static final Set<String> CERTIFICATE_KEYS = Set.of("chain", "key");
    private static final int MAX_COUNT = 1_000_000;

    private final Section endpoint;
    private final StaleRevocation staleRevocation;

    ListenerMapping(Section endpoint, StaleRevocation staleRevocation) {
        this.endpoint = endpoint;
        this.staleRevocation = staleRevocation;
    }

    /** Returns the enabled listeners. */
    List<ListenerSettings> listeners() {
        List<ListenerSettings> enabled = new ArrayList<>();
        Set<Integer> ports = new HashSet<>();
        for (String name : endpoint.names(LISTENERS)) {
            if (!name.matches("[a-z0-9-]{1,32}")) {
                endpoint.problem(LISTENERS, "a name has 1 to 32 lower-case letters, digits and hyphens, not " + name);
                continue;
            }
            Section section = endpoint.section(LISTENERS).section(name);
            boolean isEnabled = section.flag("enabled");
            ListenerSettings listener = listener(name, section, isEnabled);
            if (isEnabled) {
                enabled.add(listener);
                if (listener.port() != 0 && !ports.add(listener.port())) {
                    endpoint.problem(LISTENERS, name + " has the port of another listener, " + listener.port());
                }
            }
        }
        if (enabled.isEmpty()) {
            endpoint.problem(LISTENERS, "none is enabled");
        }
        return enabled;
    }

    private ListenerSettings listener(String name, Section listener, boolean isEnabled) {
        Set<String> keys = endpoint.section(LISTENERS).names(name);
        boolean hasTls = keys.contains("tls");
        boolean inFront = listener.flag("tls-terminated-in-front");
        TlsSettings tls = hasTls ? tls(listener.section("tls"), isEnabled) : null;
        if (hasTls && inFront) {
            listener.problem("tls-terminated-in-front", "is for listeners without tls");
        }
        boolean proxyProtocol = listener.flag("proxy-protocol");
        if (isEnabled && proxyProtocol && endpoint.texts(TRUSTED_PROXIES).isEmpty()) {
            listener.problem(
                    "proxy-protocol", "needs endpoint." + TRUSTED_PROXIES + "; no client could connect otherwise");
        }
        return new ListenerSettings(
                name,
                (keys.contains("bind-address") ? listener : endpoint).text("bind-address"),
                (keys.contains("port") ? listener : endpoint).integer("port", 0, 65_535),
                proxyProtocol,
                inFront,
                tls);
    }

    /** Returns null for a disabled listener. Its keys are read nevertheless, so that their problems are found. */
    private @Nullable TlsSettings tls(Section tls, boolean isEnabled) {
        List<CertificateFiles> certificates = certificates(tls);
        ClientAuthentication authentication = tls.word("client-certificates", ClientAuthentication.class);
        List<Path> authorities = files(tls, "trusted-authorities");
        List<Path> lists = files(tls, "revocation-lists");
        Duration timeout = tls.duration("session-timeout", Duration.ofSeconds(1), Duration.ofDays(7));
        int cacheSize = tls.integer("session-cache-size", 1, MAX_COUNT);
        ProtocolOptions options = new ProtocolOptions(
                tls.flag("tls12-only"),
                !tls.flag("tls13-tickets"),
                tls.flag("rsa-key-exchange"),
                tls.flag("sha1-signatures"),
                tls.texts("additional-cipher-suites"));
        if (!isEnabled) {
            return null;
        }
        Optional<TlsSettings> settings = tls.build(
                () -> Optional.of(new TlsSettings(
                        certificates,
                        authentication,
                        authorities,
                        lists,
                        staleRevocation,
                        timeout,
                        cacheSize,
                        options)),
                Optional.<TlsSettings>empty());
        return settings.orElse(null);
    }

    static List<CertificateFiles> certificates(Section tls) {
        List<CertificateFiles> certificates = new ArrayList<>();
        for (ConfigValue value : tls.list(CERTIFICATES)) {
            Map<?, ?> entry = value.unwrapped() instanceof Map<?, ?> map ? map : Map.of();
            if (entry.keySet().equals(CERTIFICATE_KEYS)) {
                Path chain = file(tls, CERTIFICATES, String.valueOf(entry.get("chain")));
                certificates.add(
                        new CertificateFiles(chain, file(tls, CERTIFICATES, String.valueOf(entry.get("key")))));
            } else {
                tls.problem(CERTIFICATES, "each must be an object with chain and key, the names of two PEM files");
            }
        }
        return certificates;
    }

    static List<Path> files(Section tls, String key) {
        return tls.texts(key).stream().map(name -> file(tls, key, name)).toList();
    }

    private static Path file(Section tls, String key, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            tls.problem(key, String.valueOf(e.getMessage()));
            return Path.of("");
        }
    }

    ProxySettings proxies() {
        List<AddressRange> trusted = new ArrayList<>();
        for (String range : endpoint.texts(TRUSTED_PROXIES)) {
            try {
                trusted.add(AddressRange.parse(range));
            } catch (IllegalArgumentException e) {
                endpoint.problem(TRUSTED_PROXIES, String.valueOf(e.getMessage()));
            }
        }
        return endpoint.build(
                () -> new ProxySettings(
                        trusted,
                        endpoint.text("certificate-subject-header"),
                        endpoint.text("certificate-verify-header")),
                ProxySettings.NONE);
    }

    HandshakeSettings handshakes() {
        return new HandshakeSettings(
                endpoint.integer("max-tls-handshakes", 1, MAX_COUNT),
                endpoint.orAuto(
                        "tls-handshake-threads",
                        AutomaticLimits::computingThreads,
                        key -> endpoint.integer(key, 1, 1024)),
                reloadInterval(endpoint));
    }

    static Duration reloadInterval(Section endpoint) {
        return endpoint.duration("tls-reload-interval", Duration.ofMillis(100), Duration.ofHours(1));
    }
}
