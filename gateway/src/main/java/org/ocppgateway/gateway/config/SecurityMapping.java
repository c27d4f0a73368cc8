package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.AuthenticationSettings;
import org.ocppgateway.gateway.credential.HttpCredentialSettings;
import org.ocppgateway.gateway.limit.Allowance;
import org.ocppgateway.gateway.limit.AllowedNetworks;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.gateway.limit.NetworkRange;
import org.ocppgateway.gateway.password.Argon2Cost;
import org.ocppgateway.gateway.password.HashKeys;
import org.ocppgateway.gateway.password.PasswordVerifier;
import org.ocppgateway.gateway.security.AddressSettings;
import org.ocppgateway.gateway.security.SecuritySettings;
import org.ocppgateway.gateway.security.SourceSettings;
import org.ocppgateway.protocol.SecurityProfile;

/** Reads {@code gateway.security}. */
final class SecurityMapping {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MAX_PROFILE = 3;

    private final Section security;
    private final Duration handshakeTimeout;
    private final Duration retryAfter;

    /**
     * @param handshakeTimeout longer than every check of a password
     * @param retryAfter minimum delay of a refused charge point
     */
    SecurityMapping(Section security, Duration handshakeTimeout, Duration retryAfter) {
        this.security = security;
        this.handshakeTimeout = handshakeTimeout;
        this.retryAfter = retryAfter;
    }

    SecuritySettings read() {
        Section tolerance = security.section("tolerated");
        boolean hideUnknown = security.flag("hide-unknown");
        return new SecuritySettings(
                new AuthenticationSettings(
                        SecurityProfile.ofLevel(security.integer("required-profile", 0, MAX_PROFILE)),
                        hideUnknown,
                        new AuthenticationSettings.Tolerance(
                                tolerance.flag("empty-user-name"), tolerance.flag("user-name-case")),
                        retryAfter),
                sources(security.section("credentials")),
                passwords(security.section("password-checks"), hideUnknown),
                hashKeys(),
                attempts(security.section("failed-attempts")),
                addresses(security.section("addresses")));
    }

    private SourceSettings sources(Section credentials) {
        String file = credentials.text("file");
        return new SourceSettings(
                file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
                credentials.duration("file-check-interval", MILLISECOND, HOUR),
                credentials.flag("redis"),
                http(credentials.section("http")));
    }

    private Optional<SourceSettings.Http> http(Section http) {
        String url = http.text("url");
        Map<String, String> headers = http.properties("headers");
        Duration timeout = http.duration("timeout", MILLISECOND, HOUR);
        int concurrency = http.integer("concurrency", 1, MAX_COUNT);
        int waitingLimit = http.integer("waiting-limit", 1, MAX_COUNT);
        int failuresToPause = http.integer("failures-to-pause", 1, MAX_COUNT);
        Duration pause = http.duration("pause", MILLISECOND, HOUR);
        Duration freshFor = http.duration("fresh-for", Duration.ZERO, HOUR);
        Duration staleFor = http.duration("stale-for", Duration.ZERO, DAY.multipliedBy(30));
        int cacheLimit = http.integer("cache-limit", 1, MAX_COUNT);
        if (timeout.compareTo(handshakeTimeout) >= 0) {
            http.problem(
                    "timeout", "must be less than endpoint.handshake-timeout, " + handshakeTimeout.toMillis() + " ms");
        }
        if (url.isEmpty()) {
            return Optional.empty();
        }
        return http.build(
                () -> Optional.of(new SourceSettings.Http(
                        new HttpCredentialSettings(
                                URI.create(url), headers, timeout, concurrency, waitingLimit, failuresToPause, pause),
                        freshFor,
                        staleFor,
                        cacheLimit)),
                Optional.empty());
    }

    private PasswordVerifier.Settings passwords(Section checks, boolean equalTime) {
        Duration timeout = checks.duration("timeout", MILLISECOND, HOUR);
        if (timeout.compareTo(handshakeTimeout) >= 0) {
            checks.problem(
                    "timeout", "must be less than endpoint.handshake-timeout, " + handshakeTimeout.toMillis() + " ms");
        }
        return new PasswordVerifier.Settings(
                checks.orAuto("concurrency", AutomaticLimits::computingThreads, key -> checks.integer(key, 1, 64)),
                checks.integer("queue-limit", 1, MAX_COUNT),
                timeout,
                checks.integer("verified-limit", 1, MAX_COUNT),
                equalTime,
                Argon2Cost.DEFAULT);
    }

    private HashKeys hashKeys() {
        Map<String, byte[]> keys = new HashMap<>();
        try {
            security.properties("hash-keys")
                    .forEach((id, key) -> keys.put(id, Base64.getDecoder().decode(key)));
            return new HashKeys(keys, activeKey(keys));
        } catch (IllegalArgumentException e) {
            // The message of the decoder contains a character of the key.
            boolean base64 = e.getStackTrace().length > 0
                    && e.getStackTrace()[0].getClassName().startsWith("java.util.Base64");
            security.problem("hash-keys", base64 ? "a key is not base64" : String.valueOf(e.getMessage()));
            return HashKeys.NONE;
        } finally {
            keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        }
    }

    private @Nullable String activeKey(Map<String, byte[]> keys) {
        String configured = security.text("active-hash-key");
        if (!configured.isEmpty()) {
            return configured;
        }
        return keys.size() == 1 ? keys.keySet().iterator().next() : null;
    }

    private static AttemptLimits.Settings attempts(Section attempts) {
        return new AttemptLimits.Settings(
                allowance(attempts, "by-identity", "identity-period"),
                allowance(attempts, "by-address", "address-period"),
                allowance(attempts, "total", "total-period"),
                attempts.integer("max-keys", 1, MAX_COUNT));
    }

    private AddressSettings addresses(Section addresses) {
        return new AddressSettings(
                allowedNetworks(),
                allowance(addresses, "upgrades", "upgrades-period"),
                addresses.integer("max-addresses", 1, MAX_COUNT));
    }

    private AllowedNetworks allowedNetworks() {
        try {
            return new AllowedNetworks(security.texts("allowed-networks").stream()
                    .map(NetworkRange::parse)
                    .toList());
        } catch (IllegalArgumentException e) {
            security.problem("allowed-networks", String.valueOf(e.getMessage()));
            return AllowedNetworks.ALL;
        }
    }

    private static Allowance allowance(Section section, String count, String period) {
        return section.build(
                () -> new Allowance(section.integer(count, 0, MAX_COUNT), section.duration(period, MILLISECOND, HOUR)),
                Allowance.UNLIMITED);
    }
}
