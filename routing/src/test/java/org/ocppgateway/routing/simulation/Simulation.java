package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs fault schedules, each from its own seed, and prints those that broke a promise: the command
 * {@code ops/chaos --simulation}. Runs as many at once as there are processors.
 */
public final class Simulation {
    private static final String USAGE = "usage: ops/chaos --simulation [--minutes N] [--worlds N] [--seed N]";
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final int DEFAULT_MINUTES = 10;

    private final AtomicLong nextSeed;
    private final long lastSeed;
    private final long begun = System.nanoTime();
    private final long deadline;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<Long> broken = new ArrayList<>();
    private int worlds;
    private int commands;

    private Simulation(long seed, long worlds, Duration length) {
        this.nextSeed = new AtomicLong(seed);
        this.lastSeed = seed + worlds - 1;
        this.deadline = begun + length.toNanos();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Long> options = options(List.of(arguments));
        Long seed = options.get("--seed");
        long first = seed == null ? ThreadLocalRandom.current().nextLong(1, 1_000_000_000) : seed;
        long worlds = options.getOrDefault("--worlds", seed == null ? Long.MAX_VALUE / 2 : 1);
        boolean timed = options.containsKey("--minutes") || worlds == Long.MAX_VALUE / 2;
        long minutes = options.getOrDefault("--minutes", (long) DEFAULT_MINUTES);
        System.out.printf(
                "simulation of the life of commands: seeds from %d on, %s%n",
                first, timed ? minutes + " minutes" : worlds + " worlds");
        Simulation simulation =
                new Simulation(first, worlds, timed ? Duration.ofMinutes(minutes) : Duration.ofDays(365));
        System.exit(simulation.run() ? 0 : 1);
    }

    private static Map<String, Long> options(List<String> arguments) {
        Map<String, Long> options = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--simulation")) {
                continue;
            }
            boolean known = List.of("--minutes", "--worlds", "--seed").contains(name);
            String value = known && i + 1 < arguments.size() ? arguments.get(++i) : "";
            if (!value.matches("[0-9]{1,15}")) {
                System.err.println(name + ": " + (known ? "needs a number" : "is not an option of the simulation"));
                System.err.println(USAGE);
                System.exit(2);
            }
            options.put(name, Long.valueOf(value));
        }
        return options;
    }

    /** Returns whether every promise was kept. */
    private boolean run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().name("simulation-" + i).start(this::liveOn));
        }
        for (Thread thread : threads) {
            while (!thread.join(PROGRESS)) {
                progress();
            }
        }
        progress();
        System.out.println("outcomes: " + outcomes);
        if (!broken.isEmpty()) {
            System.out.println("seeds that broke a promise: " + broken + "; one is repeated with --seed N");
        }
        return broken.isEmpty();
    }

    private void liveOn() {
        for (long seed = nextSeed.getAndIncrement();
                seed <= lastSeed && System.nanoTime() < deadline;
                seed = nextSeed.getAndIncrement()) {
            SimulatedSystem system = new SimulatedSystem(new Random(seed));
            List<String> complaints = new ArrayList<>();
            try {
                complaints.addAll(system.live());
            } catch (RuntimeException | Error e) {
                complaints.add(e + " caused by " + e.getCause());
            }
            conclude(seed, system, complaints);
        }
    }

    private synchronized void conclude(long seed, SimulatedSystem system, List<String> complaints) {
        worlds++;
        system.history().outcomes().forEach((outcome, count) -> {
            outcomes.merge(outcome, count, Integer::sum);
            commands += count;
        });
        if (!complaints.isEmpty()) {
            broken.add(seed);
            System.out.println("seed " + seed + " BROKE A PROMISE:");
            complaints.forEach(complaint -> System.out.println("  " + complaint));
        }
    }

    private synchronized void progress() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        System.out.printf(
                "%02d:%02d  %,d worlds, %,d outcomes of commands, %d broken%n",
                seconds / 60, seconds % 60, worlds, commands, broken.size());
    }
}
