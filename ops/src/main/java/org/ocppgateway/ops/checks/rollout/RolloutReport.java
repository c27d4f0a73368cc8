package org.ocppgateway.ops.checks.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of a rolling restart: a page with the connections of each gateway and the closes per second over time. */
final class RolloutReport {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int MARGIN = 40;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

    private final List<LoadSamples.Sample> samples;
    private final List<Instant> closes;
    private final Instant begun;
    private final double seconds;

    private RolloutReport(List<LoadSamples.Sample> samples, Closes closes) {
        this.samples = samples;
        this.closes =
                closes.times().values().stream().flatMap(List::stream).sorted().toList();
        this.begun = samples.getFirst().time();
        this.seconds = Math.max(1, secondsAt(samples.getLast().time()));
    }

    /** Writes {@code rollout.html} and returns it. */
    static Path write(Path directory, List<LoadSamples.Sample> samples, RolloutOutcome outcome) throws IOException {
        RolloutReport report = new RolloutReport(samples, outcome.closes());
        Path page = directory.resolve("rollout.html");
        Files.writeString(page, report.html(outcome));
        return page;
    }

    private String html(RolloutOutcome outcome) {
        return """
            <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Rolling restart</title>
            <body style="font-family:sans-serif">
            <h1>Rolling restart of %d gateways with %,d charge points%s</h1>
            <h2>Connections of each gateway</h2>%s
            <h2>Sessions that left, per second</h2>%s
            <pre>%s</pre>
            </body></html>
            """.formatted(
                        outcome.settings().gateways(),
                        outcome.settings().chargePoints(),
                        outcome.settings().tls() ? " over TLS" : "",
                        connections(),
                        rates(),
                        outcome.toString().replace("&", "&amp;").replace("<", "&lt;"));
    }

    private String connections() {
        int gateways = samples.getFirst().connections().size();
        double most = samples.stream()
                .flatMap(sample -> sample.connections().stream())
                .mapToDouble(Integer::doubleValue)
                .max()
                .orElse(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < gateways; i++) {
            int gateway = i;
            lines.append(line(
                    samples.stream(),
                    sample -> secondsAt(sample.time()),
                    sample -> sample.connections().get(gateway),
                    most,
                    COLOURS.get(i % COLOURS.size()),
                    "gateway-" + i,
                    i));
        }
        return plot(lines.toString(), most);
    }

    private String rates() {
        int[] counts = new int[(int) seconds + 2];
        closes.stream()
                .mapToInt(close -> (int) secondsAt(close))
                .filter(second -> second >= 0 && second < counts.length)
                .forEach(second -> counts[second]++);
        double most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return plot(
                line(
                        Stream.iterate(0, second -> second < counts.length, second -> second + 1),
                        Integer::doubleValue,
                        second -> counts[second],
                        most,
                        COLOURS.getFirst(),
                        "all gateways",
                        0),
                most);
    }

    private <T> String line(
            Stream<T> points,
            ToDoubleFunction<T> x,
            ToDoubleFunction<T> y,
            double most,
            String colour,
            String name,
            int row) {
        String path = points.map(point -> "%.1f,%.1f"
                        .formatted(
                                MARGIN + (WIDTH - MARGIN) * x.applyAsDouble(point) / seconds,
                                HEIGHT - (HEIGHT - MARGIN) * y.applyAsDouble(point) / most))
                .collect(Collectors.joining(" "));
        return """
            <polyline fill="none" stroke="%s" stroke-width="1.5" points="%s"/>
            <text x="%d" y="%d" fill="%s">%s</text>
            """.formatted(colour, path, MARGIN + 10 + 120 * row, 20, colour, name);
    }

    private String plot(String lines, double most) {
        return """
            <svg width="%d" height="%d" font-size="12" font-family="sans-serif">%s
            <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="black"/>
            <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="black"/>
            <text x="2" y="%d">%.0f</text><text x="2" y="%d">0</text><text x="%d" y="%d">%.0f s</text></svg>
            """.formatted(
                        WIDTH + 20,
                        HEIGHT + 20,
                        lines,
                        MARGIN,
                        HEIGHT,
                        WIDTH,
                        HEIGHT,
                        MARGIN,
                        MARGIN,
                        MARGIN,
                        HEIGHT,
                        MARGIN + 4,
                        most,
                        HEIGHT,
                        WIDTH - 30,
                        HEIGHT + 16,
                        seconds);
    }

    private double secondsAt(Instant time) {
        return Duration.between(begun, time).toMillis() / 1000.0;
    }
}
