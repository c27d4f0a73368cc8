package org.ocppgateway.gateway;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.config.Configuration;
import org.ocppgateway.gateway.config.ConfigurationException;
import org.ocppgateway.gateway.log.LogQueue;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The command line: loads the configuration, starts the {@link Gateway}, and stops it on a signal. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Connects charge points that speak OCPP with a backend on Kafka and Redis.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped, or the configuration is fine",
            "1:could not start",
            "2:wrong option",
            "78:wrong configuration"
        })
public final class Main implements Callable<Integer> {
    private static final String EXIT_ON_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";
    private static final int CANNOT_START = 1;
    private static final int WRONG_CONFIGURATION = 78;

    @Option(names = "--config", paramLabel = "FILE", description = "HOCON; what it leaves out keeps its default.")
    private @Nullable Path config;

    @Option(names = "--check-config", description = "Only check the configuration.")
    private boolean checkConfig;

    @Option(names = "--print-config", description = "Only print the effective configuration, without secrets.")
    private boolean printConfig;

    /** Runs until a signal ends it. */
    public static void main(String[] args) {
        try {
            System.exit(new CommandLine(new Main()).execute(args));
        } catch (Error e) {
            // Whatever threads there are by now, a process that could not start must not stay.
            e.printStackTrace();
            System.exit(CANNOT_START);
        }
    }

    @Override
    public Integer call() {
        Configuration configuration;
        try {
            configuration = Configuration.load(config);
        } catch (ConfigurationException e) {
            return failed(e, WRONG_CONFIGURATION);
        }
        if (printConfig) {
            System.out.print(configuration.print());
        }
        if (checkConfig) {
            System.out.println("The configuration is fine.");
        }
        return printConfig || checkConfig ? 0 : run(new Gateway(configuration.settings()));
    }

    private static int run(Gateway gateway) {
        warnIfItOutlivesItsMemory();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        Thread onSignal = new Thread(() -> awaitStop(starter, stopped), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            gateway.start();
            awaitSignal();
            gateway.stop();
            return 0;
        } catch (StartException e) {
            return failed(e, CANNOT_START);
        } catch (InterruptedException e) {
            return 0; // told to end while it started
        } finally {
            LogQueue.close();
            stopped.countDown();
        }
    }

    /** After an OutOfMemoryError any thread may be gone; other pods take over from a process that has ended, not from one that half works. */
    private static void warnIfItOutlivesItsMemory() {
        if (!ManagementFactory.getRuntimeMXBean().getInputArguments().contains(EXIT_ON_OUT_OF_MEMORY)) {
            LoggerFactory.getLogger(Main.class)
                    .warn("Start this JVM with {}: it would go on after an OutOfMemoryError", EXIT_ON_OUT_OF_MEMORY);
        }
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException signal) {
            // that is what it waited for
        }
    }

    /** On the JVM's own thread, when it is told to end: has the gateway stopped by the thread that started it. */
    private static void awaitStop(Thread starter, CountDownLatch stopped) {
        starter.interrupt();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int failed(Exception problem, int code) {
        System.err.println(problem.getMessage());
        return code;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"gateway " + (version == null ? "of an unpacked build" : version)};
        }
    }
}
