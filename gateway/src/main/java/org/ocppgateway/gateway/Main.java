package org.ocppgateway.gateway;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.config.Configuration;
import org.ocppgateway.gateway.config.ConfigurationException;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.log.LogQueue;
import org.ocppgateway.routing.log.EventLog;
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
            "0:stopped, or the configuration is valid",
            "1:cannot start",
            "2:invalid option",
            "78:invalid configuration"
        })
public final class Main implements Callable<Integer> {
    private static final String EXIT_ON_OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";
    private static final int CANNOT_START = 1;
    private static final int WRONG_CONFIGURATION = 78;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "HOCON file. Keys that it does not contain keep their defaults.")
    private @Nullable Path config;

    @Option(names = "--check-config", description = "Check the configuration and exit.")
    private boolean checkConfig;

    @Option(names = "--print-config", description = "Print the effective configuration without secrets and exit.")
    private boolean printConfig;

    /** Runs until a signal ends it. */
    public static void main(String[] args) {
        try {
            System.exit(new CommandLine(new Main()).execute(args));
        } catch (Error e) {
            // Threads that have started would keep the process alive.
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
        warnIfNoExitOnOutOfMemory();
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
            return 0; // a signal during the start
        } finally {
            LogQueue.close();
            stopped.countDown();
        }
    }

    /**
     * After an OutOfMemoryError any thread may have ended. Other pods take over from a process that has exited, not from one that works in
     * part.
     */
    private static void warnIfNoExitOnOutOfMemory() {
        if (!ManagementFactory.getRuntimeMXBean().getInputArguments().contains(EXIT_ON_OUT_OF_MEMORY)) {
            EventLog.of(Main.class).log(GatewayLogEvent.PROCESS_OPTION_MISSING, EXIT_ON_OUT_OF_MEMORY);
        }
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException signal) {
            // the signal
        }
    }

    /** Called on the JVM's shutdown thread. Lets the thread that started the gateway stop it, and waits for it. */
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
