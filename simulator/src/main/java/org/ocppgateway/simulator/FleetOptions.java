package org.ocppgateway.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.expect.Expectation;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.FleetSlice;
import org.ocppgateway.simulator.fleet.LoadProfile;
import org.ocppgateway.simulator.fleet.PersonaMix;
import org.ocppgateway.simulator.fleet.VersionMix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the command line, in the groups in which the help shows them. */
final class FleetOptions {
    private FleetOptions() {}

    static final class Server {
        @Option(
                names = "--url",
                paramLabel = "URL",
                split = ",",
                defaultValue = "ws://127.0.0.1:8080/ocpp",
                description = "The endpoint; the identity is appended. Charge points are spread over several,"
                        + " comma-separated. Default: ${DEFAULT-VALUE}")
        List<URI> urls = List.of();

        @Option(
                names = "--metrics",
                paramLabel = "URL",
                split = ",",
                description = "Where the gateways tell their metrics, for example http://127.0.0.1:8081/metrics."
                        + " Default: nobody asks")
        List<URI> metrics = List.of();

        @Option(
                names = "--password",
                paramLabel = "TEXT",
                description = "For HTTP Basic authentication, with the identity as the user. Default: none")
        @Nullable
        String password;

        @Option(
                names = "--source-addresses",
                paramLabel = "N",
                defaultValue = "0",
                description = "Connect from this many addresses of 127.0.0.0/8, as one of them has ports for some"
                        + " 28,000 connections only. Default: the system chooses")
        int sourceAddresses;
    }

    static final class Size {
        @Option(
                names = {"-n", "--charge-points"},
                paramLabel = "N",
                defaultValue = "100",
                description = "How many. Default: ${DEFAULT-VALUE}")
        int chargePoints;

        @Option(
                names = "--id-prefix",
                paramLabel = "TEXT",
                defaultValue = "CP-",
                description = "What comes before the number in an identity. Default: ${DEFAULT-VALUE}")
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
                description = "How long to run, for example 90s, 10m or 2h. Default: until Ctrl-C")
        @Nullable
        Duration duration;
    }

    static final class Processes {
        @Option(
                names = "--processes",
                paramLabel = "N",
                defaultValue = "1",
                description = "Shares the fleet between this many processes, as one may open only so many files."
                        + " Default: ${DEFAULT-VALUE}")
        int count;

        @Option(
                names = "--slice",
                hidden = true,
                converter = SliceConverter.class,
                description = "Runs one part of a fleet and tells a parent process how it is")
        @Nullable
        FleetSlice slice;
    }

    static final class Result {
        @Option(
                names = "--expect",
                paramLabel = "LIST",
                converter = ExpectationConverter.class,
                description = "What has to be true in the end, for example"
                        + " connected=100%%,answered=100%%,skipped-pings=0,p99<=50ms; if something is not, the exit code"
                        + " is 3. The figures are at the end of this help")
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
                description = "What the fleet lives through; the names are at the end of this help."
                        + " Default: ${DEFAULT-VALUE}")
        LoadProfile profile = LoadProfile.MIX;

        @Option(
                names = "--personas",
                paramLabel = "LIST",
                converter = PersonaMixConverter.class,
                description = "How many do not behave, and how, for example"
                        + " silent=1%%,slow-reader=1%%,flooder=0.1%%,flapping=1%%,malformed=1%%,clock-skew=2%%."
                        + " Nothing is expected of them. Default: all behave")
        PersonaMix personas = PersonaMix.NONE;

        @Option(
                names = "--charging-share",
                paramLabel = "N%",
                converter = ShareConverter.class,
                description = "How many are charging at any time. Default: by profile")
        @Nullable
        Double chargingShare;

        @Option(
                names = "--session-duration",
                paramLabel = "TIME",
                description = "The mean of a charging session. Default: by profile")
        @Nullable
        Duration sessionDuration;

        @Option(
                names = "--meter-interval",
                paramLabel = "TIME",
                description = "Between meter values of a session. Default: by profile")
        @Nullable
        Duration meterInterval;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Of all randomness, to repeat a run. Default: another one each time")
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

    /** One option is one list. */
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

    /** What the options ask for together. */
    static FleetSettings settings(Server server, Size size, Processes processes, Behaviour behaviour) {
        BehaviourSettings defaults = behaviour.profile.behaviour();
        BehaviourSettings.Charging usual = defaults.charging();
        BehaviourSettings.Charging charging = new BehaviourSettings.Charging(
                behaviour.chargingShare == null ? usual.share() : behaviour.chargingShare,
                behaviour.sessionDuration == null ? usual.duration() : behaviour.sessionDuration,
                behaviour.meterInterval == null ? usual.meterInterval() : behaviour.meterInterval,
                usual.peak());
        return new FleetSettings(
                server.urls,
                size.chargePoints,
                size.idPrefix,
                size.connectRate,
                server.sourceAddresses,
                server.password,
                defaults.withCharging(charging),
                size.versions,
                behaviour.personas,
                behaviour.profile.stormInterval(),
                processes.slice == null ? FleetSlice.WHOLE : processes.slice,
                behaviour.seed == null ? new SplittableRandom().nextInt(1, Integer.MAX_VALUE) : behaviour.seed);
    }
}
