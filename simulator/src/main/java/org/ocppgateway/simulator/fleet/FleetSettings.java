package org.ocppgateway.simulator.fleet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;

/**
 * Settings of a fleet.
 *
 * @param urls endpoints without the identity, for example {@code ws://127.0.0.1:8080/ocpp}; the charge points are
 *     distributed over them
 * @param chargePoints size of the whole fleet; this process can run a slice of it
 * @param idPrefix identity prefix before the number of the charge point
 * @param connectRate first connections per second of the whole fleet
 * @param sourceAddresses number of source addresses in 127.0.0.0/8, each with its own port range; 0 leaves the choice
 *     to the system
 * @param password for HTTP Basic authentication with the identity as the user; null for none
 * @param versions OCPP version of each charge point
 * @param personas persona of each charge point
 * @param stormInterval interval between drops of all connections; null for never
 * @param slice part of the fleet in this process
 * @param seed seed of all randomness
 */
public record FleetSettings(
        List<URI> urls,
        int chargePoints,
        String idPrefix,
        double connectRate,
        int sourceAddresses,
        @Nullable String password,
        BehaviourSettings behaviour,
        VersionMix versions,
        PersonaMix personas,
        @Nullable Duration stormInterval,
        FleetSlice slice,
        long seed) {

    private static final int MAX_SOURCE_ADDRESSES = 250;

    public FleetSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one URL is required");
        }
        for (URI url : urls) {
            if (!"ws".equals(url.getScheme()) || url.getHost() == null) {
                throw new IllegalArgumentException("the URL must look like ws://HOST:PORT/ocpp, but is " + url);
            }
        }
        if (chargePoints < 1) {
            throw new IllegalArgumentException("a fleet has at least one charge point, not " + chargePoints);
        }
        if (!(connectRate > 0)) {
            throw new IllegalArgumentException("the connect rate must be positive, but is " + connectRate);
        }
        if (sourceAddresses < 0 || sourceAddresses > MAX_SOURCE_ADDRESSES) {
            throw new IllegalArgumentException(
                    "there can be 0 to " + MAX_SOURCE_ADDRESSES + " source addresses, not " + sourceAddresses);
        }
    }

    /** Creates settings for {@code CP-001}, {@code CP-002}, ... with OCPP 1.6 and the default behaviour. */
    public static FleetSettings of(URI url, int chargePoints) {
        return new FleetSettings(
                List.of(url),
                chargePoints,
                "CP-",
                200,
                0,
                null,
                BehaviourSettings.DEFAULT,
                VersionMix.only(OcppVersion.V1_6),
                PersonaMix.NONE,
                null,
                FleetSlice.WHOLE,
                1);
    }

    public FleetSettings withIdPrefix(String changed) {
        Draft draft = new Draft(this);
        draft.idPrefix = changed;
        return draft.settings();
    }

    public FleetSettings withConnectRate(double changed) {
        Draft draft = new Draft(this);
        draft.connectRate = changed;
        return draft.settings();
    }

    public FleetSettings withBehaviour(BehaviourSettings changed) {
        Draft draft = new Draft(this);
        draft.behaviour = changed;
        return draft.settings();
    }

    public FleetSettings withVersions(VersionMix changed) {
        Draft draft = new Draft(this);
        draft.versions = changed;
        return draft.settings();
    }

    public FleetSettings withPersonas(PersonaMix changed) {
        Draft draft = new Draft(this);
        draft.personas = changed;
        return draft.settings();
    }

    public FleetSettings withStormInterval(@Nullable Duration changed) {
        Draft draft = new Draft(this);
        draft.stormInterval = changed;
        return draft.settings();
    }

    public FleetSettings withSeed(long changed) {
        Draft draft = new Draft(this);
        draft.seed = changed;
        return draft.settings();
    }

    /** Mutable copy of settings. */
    private static final class Draft {
        private final FleetSettings from;
        private String idPrefix;
        private double connectRate;
        private BehaviourSettings behaviour;
        private VersionMix versions;
        private PersonaMix personas;
        private @Nullable Duration stormInterval;
        private long seed;

        Draft(FleetSettings from) {
            this.from = from;
            this.idPrefix = from.idPrefix;
            this.connectRate = from.connectRate;
            this.behaviour = from.behaviour;
            this.versions = from.versions;
            this.personas = from.personas;
            this.stormInterval = from.stormInterval;
            this.seed = from.seed;
        }

        FleetSettings settings() {
            return new FleetSettings(
                    from.urls,
                    from.chargePoints,
                    idPrefix,
                    connectRate,
                    from.sourceAddresses,
                    from.password,
                    behaviour,
                    versions,
                    personas,
                    stormInterval,
                    from.slice,
                    seed);
        }
    }
}
