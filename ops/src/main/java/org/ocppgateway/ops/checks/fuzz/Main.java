package org.ocppgateway.ops.checks.fuzz;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.options.HelpOption;
import org.ocppgateway.ops.options.MinutesOption;
import org.ocppgateway.ops.options.SeedOption;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.json.JsonBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command {@code ops/fuzz}: searches for charge point messages that the gateway cannot handle. */
@Command(
        name = "ops/fuzz",
        description = "Mutates valid frames of charge points and runs them through the message pipeline. No input may"
                + " cause an exception, time and memory are bounded, and all output is valid. Exits with 1 if there is"
                + " a finding.")
public final class Main implements Callable<Integer> {
    private static final int SHOWN = 4_000;

    @Mixin
    private final MinutesOption minutes = new MinutesOption(10);

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    final HelpOption help = new HelpOption();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "only frames of this OCPP version: 1.6, 2.0.1 or 2.1 (default: all)")
    private @Nullable OcppVersion version;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() {
        System.out.println("seed=" + seed.value());
        Set<OcppVersion> versions = version == null ? EnumSet.allOf(OcppVersion.class) : EnumSet.of(version);
        Fuzzer fuzzer = new Fuzzer(seed.value(), versions);
        FuzzProgress progress = new FuzzProgress(System.out, CommandLine.Help.Ansi.AUTO.enabled(), fuzzer);
        long begun = System.nanoTime();
        long limit = minutes.duration().toNanos();
        fuzzer.run(
                () -> {
                    progress.tick();
                    return System.nanoTime() - begun < limit;
                },
                finding -> progress.print(describe(finding)));
        progress.end();
        return fuzzer.findings() == 0 ? 0 : 1;
    }

    private String describe(Finding finding) {
        String text = finding.input().text();
        String shown = JsonBuilder.string(text.length() <= SHOWN ? text : text.substring(0, SHOWN));
        return "FINDING with seed=%d, OCPP %s, %s: %s%n  %d characters: %s"
                .formatted(
                        seed.value(),
                        finding.input().version().label(),
                        finding.input().action(),
                        finding.kind(),
                        text.length(),
                        shown);
    }

    static final class VersionConverter implements ITypeConverter<OcppVersion> {
        @Override
        public OcppVersion convert(String label) {
            return Arrays.stream(OcppVersion.values())
                    .filter(version -> version.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("unknown version " + label + "; valid versions are "
                            + Arrays.stream(OcppVersion.values())
                                    .map(OcppVersion::label)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
