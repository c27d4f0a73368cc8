package org.ocppgateway.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.LineLimits;
import org.ocppgateway.routing.log.LogLevels;
import org.ocppgateway.routing.log.LogSubject;
import org.ocppgateway.routing.route.Route;
import org.slf4j.LoggerFactory;

/** A log line contains the name of its event and its fields, in both formats. */
class LogFormatTest {
    private static final ChargePointId CP = new ChargePointId("CP-1");

    private final Logger logger = (Logger) LoggerFactory.getLogger(LogFormatTest.class);
    private final EventLog log = EventLog.of(LogFormatTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void aJsonLineHasEventAndFields() {
        log.log(GatewayLogEvent.EVENT_REFUSED, "CP-1", new IllegalStateException("too large"));

        JsonObject line = json(lines.list.getFirst());
        assertEquals("event-refused", line.get("event").getAsString());
        assertEquals("CP-1", line.get("chargePointId").getAsString());
        assertEquals(
                "Kafka refused an event of CP-1; the event is lost",
                line.get("message").getAsString());
        assertEquals("WARN", line.get("level").getAsString());
        assertTrue(line.get("stack_trace").getAsString().contains("too large"), line::toString);
    }

    @Test
    void aConsoleLineNamesTheEvent() {
        log.log(GatewayLogEvent.PROCESS_STOPPING, "gateway-0");
        logger.info("a line of a library");

        assertEquals("event=process-stopping gateway-0 is stopping", console(lines.list.get(0)));
        assertEquals("- a line of a library", console(lines.list.get(1)));
    }

    @Test
    void aValueIsNotReadWhileTheLevelIsOff() {
        AtomicBoolean read = new AtomicBoolean();
        log.log(GatewayLogEvent.SESSION_STARTED, "CP-1", new Object() {
            @Override
            public String toString() {
                read.set(true);
                return "7";
            }
        });

        assertEquals(0, lines.list.size());
        assertEquals(false, read.get());
    }

    @Test
    void bracesInAValueAreText() {
        log.log(GatewayLogEvent.PROCESS_STOPPED, "{}", "{manner}");

        assertEquals("{} has stopped, {manner}", lines.list.getFirst().getFormattedMessage());
    }

    @Test
    void aLineAboutASessionHasItsEpoch() {
        Route route = new Route(CP, new PodId("gateway-0"), 0, new SessionEpoch(7), OcppVersion.V1_6, Instant.EPOCH);
        log.log(GatewayLogEvent.UPLINK_CALL_FAILED, route, new IllegalStateException("broken"));
        log.log(GatewayLogEvent.UPLINK_CALL_FAILED, LogSubject.of(CP), new IllegalStateException("broken"));

        JsonObject line = json(lines.list.get(0));
        assertEquals("CP-1", line.get("chargePointId").getAsString());
        assertEquals("7", line.get("sessionEpoch").getAsString());
        assertNull(json(lines.list.get(1)).get("sessionEpoch"));
    }

    @Test
    void everyLineHasThePodThatWroteIt() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogSetup.apply(new LogSettings(LineLimits.DEFAULT_LINES_PER_SECOND), new PodId("gateway-7"));
        try {
            logger.info("a line of a library");

            assertEquals("gateway-7", json(lines.list.getFirst()).get("pod").getAsString());
        } finally {
            context.putProperty(LogSetup.POD, null);
        }
    }

    @Test
    void aLevelThatIsSetForAChargePointAppliesToItsLinesOnly() {
        Instant until = Instant.now().plusSeconds(60);
        assertTrue(LogLevels.ofProcess().set(new LogLevels.Setting(CP, org.slf4j.event.Level.DEBUG, until)));
        try {
            log.log(GatewayLogEvent.SESSION_STARTED, CP, 7);
            log.log(GatewayLogEvent.SESSION_STARTED, new ChargePointId("CP-2"), 8);
            assertTrue(LogLevels.ofProcess().set(new LogLevels.Setting(CP, org.slf4j.event.Level.ERROR, until)));
            log.log(GatewayLogEvent.EVENT_REFUSED, CP, new IllegalStateException("too large"));

            assertEquals(
                    List.of("CP-1 is connected with epoch 7"),
                    lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        } finally {
            LogLevels.ofProcess().clear(CP);
        }
    }

    @Test
    void aLineAfterSuppressedOnesHasTheirNumber() {
        LineLimits.ofProcess().setLinesPerSecond(1);
        try {
            int attempts = 0;
            long before;
            do {
                before = LineLimits.ofProcess().suppressed();
                log.log(GatewayLogEvent.KAFKA_AWAITED, "the reason");
                attempts++;
            } while (attempts < 1000 || LineLimits.ofProcess().suppressed() == before);
            int written = lines.list.size();
            LineLimits.ofProcess().setLinesPerSecond(1_000_000_000);
            log.log(GatewayLogEvent.KAFKA_AWAITED, "the reason");

            // On a slow machine there are lines in between, which have numbers too. That of the first one is about
            // earlier tests.
            int suppressed = lines.list.stream()
                    .skip(1)
                    .mapToInt(LogFormatTest::suppressed)
                    .sum();
            assertEquals(attempts - written, suppressed);
            int last = suppressed(lines.list.getLast());
            assertTrue(last > 0, () -> last + " lines");
            assertEquals(
                    "Waiting for Kafka: the reason (suppressed " + last + " such lines before)",
                    json(lines.list.getLast()).get("message").getAsString());
        } finally {
            LineLimits.ofProcess().setLinesPerSecond(LineLimits.DEFAULT_LINES_PER_SECOND);
        }
    }

    private static int suppressed(ILoggingEvent line) {
        JsonElement number = json(line).get("suppressedLines");
        return number == null ? 0 : number.getAsInt();
    }

    private static JsonObject json(ILoggingEvent line) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        encoder.start();
        return JsonParser.parseString(new String(encoder.encode(line), UTF_8)).getAsJsonObject();
    }

    private static String console(ILoggingEvent line) {
        PatternLayout layout = new PatternLayout();
        layout.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        layout.getInstanceConverterMap().put("event", EventConverter::new);
        layout.setPattern("%event %msg");
        layout.start();
        return layout.doLayout(line);
    }
}
