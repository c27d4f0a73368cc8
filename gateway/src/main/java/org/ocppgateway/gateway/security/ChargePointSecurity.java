package org.ocppgateway.gateway.security;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionCheck;
import org.ocppgateway.gateway.admission.CredentialCheck;
import org.ocppgateway.gateway.authentication.AuthenticationPolicy;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.credential.FileCredentialSource;
import org.ocppgateway.gateway.credential.RedisCredentialSource;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.limit.BanList;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.gateway.password.PasswordHasher;
import org.ocppgateway.gateway.password.PasswordVerifier;
import org.ocppgateway.gateway.session.PasswordRotations;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.metrics.Meters;

/** Credentials of charge points: sources, checks and their limits. Has virtual threads for the credentials file and the bans. */
public final class ChargePointSecurity {
    private final SecuritySettings settings;
    private final SharedBans bans;
    private final CredentialChain sources;
    private final PasswordHasher hasher;
    private final PasswordVerifier passwords;
    private final AdmissionCheck addressCheck;
    private final CredentialCheck credentialCheck;
    private final EntryRotations rotations;
    private final @Nullable FileCredentialSource file;
    private final @Nullable HttpEntries http;
    private @Nullable Loop fileReload;

    /**
     * Reads the credentials file.
     *
     * @param store credentials in Redis
     * @param banStore bans in Redis
     * @throws IOException if the file cannot be read or is invalid; the message contains its path
     */
    public ChargePointSecurity(
            SecuritySettings settings,
            CredentialStore store,
            BanStore banStore,
            Clock clock,
            PrometheusRegistry registry)
            throws IOException {
        this.settings = settings;
        Meters meters = new Meters(registry);
        Runnable onEviction = meters.counter(GatewayMetric.LIMIT_EVICTIONS)::inc;
        SecureRandom random = new SecureRandom();
        this.hasher =
                new PasswordHasher(settings.hashKeys(), settings.passwords().cost(), random);
        this.passwords = new PasswordVerifier(
                settings.passwords(),
                settings.hashKeys(),
                new AttemptLimits(settings.attempts(), onEviction),
                System::nanoTime,
                random,
                registry);
        Path path = settings.sources().file().orElse(null);
        this.file = path == null ? null : new FileCredentialSource(path, clock, registry);
        boolean entriesOptional = settings.authentication().requiredProfile() == SecurityProfile.NONE;
        RedisCredentialSource redis = new RedisCredentialSource(store, entriesOptional);
        this.http = settings.sources()
                .http()
                .map(service -> HttpEntries.create(service, registry))
                .orElse(null);
        CredentialSource redisSource = settings.sources().redis() ? redis : null;
        this.sources = new CredentialChain(sources(file, redisSource, http == null ? null : http.cached()), registry);
        this.rotations = new EntryRotations(sources, new CredentialAdministration(store), hasher, clock);
        BanList banList = new BanList(BanStore.MAX_BANS);
        this.bans = new SharedBans(banStore, banList, clock);
        this.addressCheck = new AddressCheck(settings.addresses(), banList, clock, System::nanoTime, onEviction);
        this.credentialCheck = new EntryCheck(
                redis, sources, new AuthenticationPolicy(settings.authentication(), passwords), store, rotations);
    }

    private static List<CredentialSource> sources(@Nullable CredentialSource... sources) {
        List<CredentialSource> configured = new ArrayList<>();
        for (CredentialSource source : sources) {
            if (source != null) {
                configured.add(source);
            }
        }
        return configured;
    }

    /** The check of client addresses for admission. */
    public AdmissionCheck addressCheck() {
        return addressCheck;
    }

    /** The check of credentials for admission. */
    public CredentialCheck credentialCheck() {
        return credentialCheck;
    }

    /** All sources of credential entries. */
    public CredentialChain sources() {
        return sources;
    }

    /** Makes hashes for entries. */
    public PasswordHasher hasher() {
        return hasher;
    }

    /** The bans of all pods. */
    public SharedBans bans() {
        return bans;
    }

    /** Rotations of passwords by commands. */
    public PasswordRotations rotations() {
        return rotations;
    }

    /**
     * Starts to refresh bans and to check the credentials file for changes.
     *
     * @return ends sessions after a change of credentials
     */
    public SessionReview start(Sessions sessions) {
        SessionReview review = new SessionReview(sources, sessions);
        bans.start();
        FileCredentialSource watched = file;
        if (watched != null) {
            fileReload = Loop.start(
                    "credentials-file",
                    Loop.pause(settings.sources().fileCheckInterval()),
                    () -> review.reviewAll(watched.reloadIfChanged()));
        }
        return review;
    }

    /** Whether its threads run. */
    public boolean running() {
        return bans.running() && (file == null || (fileReload != null && fileReload.running()));
    }

    /** Stops. Password checks that wait for a slow hash time out. */
    public void stop() throws InterruptedException {
        if (fileReload != null) {
            fileReload.stop();
        }
        bans.stop();
        if (http != null) {
            http.close();
        }
        passwords.close();
    }
}
