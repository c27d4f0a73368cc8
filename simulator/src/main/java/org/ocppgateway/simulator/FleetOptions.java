package org.ocppgateway.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.expect.Expectation;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.FleetSlice;
import org.ocppgateway.simulator.fleet.LoadProfile;
import org.ocppgateway.simulator.fleet.PersonaMix;
import org.ocppgateway.simulator.fleet.TrustedCertificates;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.replay.Replay;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Command-line options, grouped as in the help text. */
final class FleetOptions {
    private FleetOptions() {}

    static final class Server {
        @Option(
                names = "--url",
                paramLabel = "URL",
                split = ",",
                defaultValue = "ws://127.0.0.1:8080/ocpp",
                description = "WebSocket endpoint without the identity. Several comma-separated endpoints "
                        + "share the charge points. Default: ${DEFAULT-VALUE}")
        List<URI> urls = List.of();

        @Option(
                names = "--metrics",
                paramLabel = "URL",
                split = ",",
                description = "Metrics URLs of the gateways, for example http://127.0.0.1:8081/metrics. "
                        + "Default: no gateway metrics")
        List<URI> metrics = List.of();

        @Option(
                names = "--password",
                paramLabel = "TEXT",
                description = "Password for HTTP Basic authentication. The user is the identity. Default: none")
        @Nullable
        String password;

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                description =
                        "PEM file with the root certificates of the server, for wss URLs. Default: those of the JVM")
        @Nullable
        Path trust;

        @Option(
                names = "--certificates",
                paramLabel = "DIR",
                description = "Directory with ID.pem and ID.key of the charge points that have a client certificate. "
                        + "Default: none")
        @Nullable
        Path certificates;

        @Option(
                names = "--source-addresses",
                paramLabel = "N",
                defaultValue = "0",
                description = "Number of source addresses in 127.0.0.0/8. One address allows about 28,000 "
                        + "connections. Default: chosen by the system")
        int sourceAddresses;
    }

    /** Replay of a recording in place of a fleet. */
    static final class Recorded {
        @Option(
                names = "--replay",
                paramLabel = "FILE",
                description =
                        "Replays the sessions in a file of OCPP Trace Format 1.x (NDJSON) in place of a fleet: sends"
                                + " the CALLs of the charge points, answers CALLs of the server, and compares the answers. --url,"
                                + " --password and --trust apply, other options do not")
        @Nullable
        Path file;

        @Option(
                names = "--speed",
                paramLabel = "N",
                defaultValue = "1",
                description =
                        "Speed of the replay: 10 is ten times as fast as the recording. Default: ${DEFAULT-VALUE}")
        double speed = 1;

        @Option(
                names = "--commands",
                paramLabel = "KAFKA",
                description = "Bootstrap servers of Kafka. The CALLs of the server in the recording are issued again as"
                        + " commands. Default: not issued")
        @Nullable
        String kafka;

        @Option(
                names = "--pod",
                paramLabel = "NAME",
                description = "Name of the pod that gets these commands. Default: the one in the recording")
        @Nullable
        String pod;

        Replay.Settings settings(Server server, Path recording) throws GeneralSecurityException {
            SSLContext tls = null;
            if (server.trust != null) {
                tls = SSLContext.getInstance("TLS");
                tls.init(null, TrustedCertificates.of(server.trust), null);
            }
            return new Replay.Settings(recording, speed, server.urls.getFirst(), server.password, tls, kafka, pod);
        }
    }

    static final class Size {
        @Option(
                names = {"-n", "--charge-points"},
                paramLabel = "N",
                defaultValue = "100",
                description = "Number of charge points. Default: ${DEFAULT-VALUE}")
        int chargePoints;

        @Option(
                names = "--id-prefix",
                paramLabel = "TEXT",
                defaultValue = "CP-",
                description = "Identity prefix before the number. Default: ${DEFAULT-VALUE}")
        String idPrefix = "CP-";

        @Option(
                names = "--versions",
                paramLabel = "MIX",
                defaultValue = "1.6",
                converter = VersionMixConverter.class,
                description = "OCPP versions and their weights, for example 1.6=50,2.0.1=30,2.1=20."
                        + " Default: ${DEFAULT-VALUE}")
        VersionMix versions = VersionMix.only(OcppVersion.V1_6);

        @Option(
                names = "--connect-rate",
                paramLabel = "N/s",
                defaultValue = "200/s",
                converter = RateConverter.class,
                description = "First connections per second. Default: ${DEFAULT-VALUE}")
        double connectRate;

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                description = "Duration of the run, for example 90s, 10m or 2h. Default: until Ctrl-C")
        @Nullable
        Duration duration;
    }

    static final class Processes {
        @Option(
                names = "--processes",
                paramLabel = "N",
                defaultValue = "1",
                description = "Number of processes. Use several if the file limit of one process is too low. "
                        + "Default: ${DEFAULT-VALUE}")
        int count;

        @Option(
                names = "--slice",
                hidden = true,
                converter = SliceConverter.class,
                description = "Runs a slice of a fleet and reports to the parent process")
        @Nullable
        FleetSlice slice;
    }

    static final class Result {
        @Option(
                names = "--expect",
                paramLabel = "LIST",
                converter = ExpectationConverter.class,
                description = "Expectations at the end of the run, for example "
                        + "connected=100%%,answered=100%%,skipped-pings=0,p99<=50ms. The exit code is 3 if"
                        + " one is not met. The metrics are listed below")
        List<Expectation> expectations = List.of();

        @Option(
                names = "--report",
                paramLabel = "DIR",
                description = "Writes report.json and report.html into this directory. Default: no report")
        @Nullable
        Path report;
    }

    static final class Behaviour {
        @Option(
                names = "--profile",
                paramLabel = "NAME",
                defaultValue = "mix",
                converter = LoadProfileConverter.class,
                description = "Load profile of the fleet, listed below. Default: ${DEFAULT-VALUE}")
        LoadProfile profile = LoadProfile.MIX;

        @Option(
                names = "--personas",
                paramLabel = "LIST",
                converter = PersonaMixConverter.class,
                description = "Share of charge points per persona, for example "
                        + "silent=1%%,slow-reader=1%%,flooder=0.1%%,flapping=1%%,malformed=1%%,clock-skew=2%%."
                        + " No expectation applies to troublemakers. Default: standard behaviour only")
        PersonaMix personas = PersonaMix.NONE;

        @Option(
                names = "--charging-share",
                paramLabel = "N%",
                converter = ShareConverter.class,
                description = "Share of charge points that charge at any time. Default: from the profile")
        @Nullable
        Double chargingShare;

        @Option(
                names = "--session-duration",
                paramLabel = "TIME",
                description = "Mean duration of a charging session. Default: from the profile")
        @Nullable
        Duration sessionDuration;

        @Option(
                names = "--meter-interval",
                paramLabel = "TIME",
                description = "Interval between the meter values of a session. Default: from the profile")
        @Nullable
        Duration meterInterval;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Seed of all randomness, for a repeatable run. Default: random")
        @Nullable
        Long seed;
    }

    static final class RateConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return OptionParser.rate(text);
        }
    }

    static final class ShareConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return OptionParser.share(text);
        }
    }

    static final class LoadProfileConverter implements ITypeConverter<LoadProfile> {
        @Override
        public LoadProfile convert(String text) {
            return LoadProfile.ofLabel(text)
                    .orElseThrow(() -> new TypeConversionException("there is no profile '" + text + "'; see --help"));
        }
    }

    static final class PersonaMixConverter implements ITypeConverter<PersonaMix> {
        @Override
        public PersonaMix convert(String text) {
            return OptionParser.personas(text);
        }
    }

    static final class SliceConverter implements ITypeConverter<FleetSlice> {
        @Override
        public FleetSlice convert(String text) {
            return OptionParser.slice(text);
        }
    }

    /** Converts one option value to a list of expectations. */
    static final class ExpectationConverter implements ITypeConverter<List<Expectation>> {
        @Override
        public List<Expectation> convert(String text) {
            try {
                return Expectation.parseAll(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Creates the fleet settings from all options. */
    static FleetSettings settings(Server server, Size size, Processes processes, Behaviour behaviour) {
        BehaviourSettings defaults = behaviour.profile.behaviour();
        BehaviourSettings.Charging usual = defaults.charging();
        BehaviourSettings.Charging charging = new BehaviourSettings.Charging(
                behaviour.chargingShare == null ? usual.share() : behaviour.chargingShare,
                behaviour.sessionDuration == null ? usual.duration() : behaviour.sessionDuration,
                behaviour.meterInterval == null ? usual.meterInterval() : behaviour.meterInterval,
                usual.peak());
        return new FleetSettings(
                new FleetSettings.Server(
                        server.urls,
                        server.sourceAddresses,
                        server.password,
                        new FleetSettings.Tls(server.trust, server.certificates)),
                new FleetSettings.Population(
                        size.chargePoints,
                        size.idPrefix,
                        size.versions,
                        behaviour.personas,
                        processes.slice == null ? FleetSlice.WHOLE : processes.slice),
                new FleetSettings.Load(
                        defaults.withCharging(charging), size.connectRate, behaviour.profile.stormInterval()),
                behaviour.seed == null ? new SplittableRandom().nextInt(1, Integer.MAX_VALUE) : behaviour.seed);
    }
}
