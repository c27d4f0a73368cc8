package org.ocppgateway.simulator.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Expected value of a run metric, for example {@code connected=100%}, {@code failed-attempts<=10} or {@code p99<=50ms}.
 *
 * @param text text of the expectation on the command line
 * @param bound fraction from 0 to 1, number, or milliseconds
 */
public record Expectation(String text, RunMetric metric, Comparison comparison, double bound) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+) ?(=|<=|>=) ?(\\d+(?:\\.\\d+)?) ?(%|ms|s|)");
    private static final double TOLERANCE = 1e-9;

    /** Comparison of the measured value with the bound. */
    public enum Comparison {
        EQUAL,
        AT_MOST,
        AT_LEAST
    }

    /**
     * Parses comma-separated expectations.
     *
     * @throws IllegalArgumentException with a description of the error
     */
    public static List<Expectation> parseAll(String text) {
        List<Expectation> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            all.add(parse(part.strip()));
        }
        return List.copyOf(all);
    }

    /** Evaluates the expectation. A metric without a measured value does not meet it. */
    public ExpectationResult evaluate(RunOutcome outcome) {
        Optional<Double> measured = metric.measure(outcome);
        return new ExpectationResult(
                text,
                measured.map(metric::format).orElse("not measured"),
                measured.map(this::isMetBy).orElse(false));
    }

    private boolean isMetBy(double measured) {
        return switch (comparison) {
            case EQUAL -> Math.abs(measured - bound) < TOLERANCE;
            case AT_MOST -> measured <= bound;
            case AT_LEAST -> measured >= bound;
        };
    }

    private static Expectation parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not an expectation; write for example connected=100%, skipped-pings=0 or p99<=50ms");
        }
        RunMetric metric = Arrays.stream(RunMetric.values())
                .filter(each -> each.label().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown metric '" + matcher.group(1)
                        + "'; valid metrics are "
                        + Arrays.stream(RunMetric.values())
                                .map(RunMetric::label)
                                .collect(Collectors.joining(", "))));
        Comparison comparison = switch (matcher.group(2)) {
            case "<=" -> Comparison.AT_MOST;
            case ">=" -> Comparison.AT_LEAST;
            default -> Comparison.EQUAL;
        };
        double number = Double.parseDouble(matcher.group(3));
        String unit = matcher.group(4);
        boolean fits = switch (metric.unit()) {
            case SHARE -> unit.equals("%");
            case NUMBER -> unit.isEmpty();
            case MILLISECONDS -> unit.endsWith("s");
        };
        if (!fits) {
            throw new IllegalArgumentException("'" + text
                    + "' has the wrong unit: a share is written in %, a time in ms or s, a" + " number without one");
        }
        double scale = switch (unit) {
            case "%" -> 0.01;
            case "s" -> 1_000;
            default -> 1;
        };
        return new Expectation(text, metric, comparison, number * scale);
    }
}
