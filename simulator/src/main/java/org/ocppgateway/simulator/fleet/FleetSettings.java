package org.ocppgateway.simulator.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;

/**
 * Settings of a fleet.
 *
 * @param seed seed of all randomness
 */
public record FleetSettings(Server server, Population population, Load load, long seed) {
    private static final int MAX_SOURCE_ADDRESSES = 250;

    /**
     * The server to connect to.
     *
     * @param urls endpoints without the identity, for example {@code ws://127.0.0.1:8080/ocpp}; the charge points are
     *     distributed over them
     * @param sourceAddresses number of source addresses in 127.0.0.0/8, each with its own port range; 0 leaves the
     *     choice to the system
     * @param password for HTTP Basic authentication with the identity as the user; null for none
     * @param tls for URLs that begin with {@code wss}
     */
    public record Server(
            List<URI> urls, int sourceAddresses, @Nullable String password, Tls tls) {

        public Server {
            urls = List.copyOf(urls);
            if (urls.isEmpty()) {
                throw new IllegalArgumentException("at least one URL is required");
            }
            for (URI url : urls) {
                if (!Set.of("ws", "wss").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
                    throw new IllegalArgumentException(
                            "the URL must look like ws://HOST:PORT/ocpp or wss://HOST:PORT/ocpp, but is " + url);
                }
            }
            if (sourceAddresses < 0 || sourceAddresses > MAX_SOURCE_ADDRESSES) {
                throw new IllegalArgumentException(
                        "there can be 0 to " + MAX_SOURCE_ADDRESSES + " source addresses, not " + sourceAddresses);
            }
        }
    }

    /**
     * TLS of the charge points.
     *
     * @param trust PEM file with the root certificates of the server; null for those of the JVM
     * @param certificates directory with {@code ID.pem} and {@code ID.key} of charge points that have a client certificate; null for none
     */
    public record Tls(@Nullable Path trust, @Nullable Path certificates) {
        /** No files. */
        public static final Tls DEFAULT = new Tls(null, null);
    }

    /**
     * The charge points of the fleet.
     *
     * @param chargePoints size of the whole fleet; this process can run a slice of it
     * @param idPrefix identity prefix before the number of the charge point
     * @param versions OCPP version of each charge point
     * @param personas persona of each charge point
     * @param slice part of the fleet in this process
     */
    public record Population(
            int chargePoints, String idPrefix, VersionMix versions, PersonaMix personas, FleetSlice slice) {

        public Population {
            if (chargePoints < 1) {
                throw new IllegalArgumentException("a fleet has at least one charge point, not " + chargePoints);
            }
        }

        /** Returns the number of troublemakers in the whole fleet. */
        public int troublemakers() {
            return personas.troublemakers(chargePoints);
        }

        /** Formats the number of charge points per version. */
        public String describeVersions() {
            return versions.describe(chargePoints);
        }
    }

    /**
     * The load that the fleet produces.
     *
     * @param connectRate first connections per second of the whole fleet
     * @param stormInterval interval between drops of all connections; null for never
     */
    public record Load(
            BehaviourSettings behaviour,
            double connectRate,
            @Nullable Duration stormInterval) {

        public Load {
            if (!(connectRate > 0)) {
                throw new IllegalArgumentException("the connect rate must be positive, but is " + connectRate);
            }
        }
    }

    /** Creates settings for {@code CP-001}, {@code CP-002}, ... with OCPP 1.6 and the default behaviour. */
    public static FleetSettings of(URI url, int chargePoints) {
        return new FleetSettings(
                new Server(List.of(url), 0, null, Tls.DEFAULT),
                new Population(
                        chargePoints, "CP-", VersionMix.only(OcppVersion.V1_6), PersonaMix.NONE, FleetSlice.WHOLE),
                new Load(BehaviourSettings.DEFAULT, 200, null),
                1);
    }

    public FleetSettings withIdPrefix(String changed) {
        return with(new Population(
                population.chargePoints, changed, population.versions, population.personas, population.slice));
    }

    public FleetSettings withVersions(VersionMix changed) {
        return with(new Population(
                population.chargePoints, population.idPrefix, changed, population.personas, population.slice));
    }

    public FleetSettings withPersonas(PersonaMix changed) {
        return with(new Population(
                population.chargePoints, population.idPrefix, population.versions, changed, population.slice));
    }

    public FleetSettings withConnectRate(double changed) {
        return with(new Load(load.behaviour, changed, load.stormInterval));
    }

    public FleetSettings withBehaviour(BehaviourSettings changed) {
        return with(new Load(changed, load.connectRate, load.stormInterval));
    }

    public FleetSettings withStormInterval(@Nullable Duration changed) {
        return with(new Load(load.behaviour, load.connectRate, changed));
    }

    public FleetSettings withTls(Tls changed) {
        return new FleetSettings(
                new Server(server.urls, server.sourceAddresses, server.password, changed), population, load, seed);
    }

    public FleetSettings withPassword(@Nullable String changed) {
        return new FleetSettings(
                new Server(server.urls, server.sourceAddresses, changed, server.tls), population, load, seed);
    }

    public FleetSettings withSeed(long changed) {
        return new FleetSettings(server, population, load, changed);
    }

    private FleetSettings with(Population changed) {
        return new FleetSettings(server, changed, load, seed);
    }

    private FleetSettings with(Load changed) {
        return new FleetSettings(server, population, changed, seed);
    }
}
