package org.ocppgateway.gateway.log;

import ch.qos.logback.classic.LoggerContext;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.LineLimits;
import org.slf4j.LoggerFactory;

/** Applies what the configuration says about the log. */
public final class LogSetup {
    /** Member of every JSON line: the pod that wrote it. */
    static final String POD = "pod";

    private LogSetup() {}

    /** Applies the settings. Lines written before have no pod. */
    public static void apply(LogSettings settings, PodId pod) {
        LineLimits.ofProcess().setLinesPerSecond(settings.linesPerSecond());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.putProperty(POD, pod.value());
        }
    }
}
