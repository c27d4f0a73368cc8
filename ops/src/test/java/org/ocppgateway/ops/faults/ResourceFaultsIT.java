package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** Row 50 of the faults: a process runs out of a resource. */
class ResourceFaultsIT {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    @TempDir
    Path directory;

    @Test
    @DisplayName("row 50: file descriptors used up; new connections are refused, existing ones are kept")
    void withoutFreeFileDescriptorsNewConnectionsAreRefused() throws InterruptedException {
        int within = 100;
        try (Rig rig = Rig.start(directory, 1, "", launch -> launch.after("ulimit -n 516", ""))) {
            FleetSettings settings =
                    FleetSettings.of(rig.gateway(0).endpoint(), 2 * within).withConnectRate(100);
            try (Fleet early = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> early.stats().count(FleetCount.REGISTERED) == within
                                && early.stats().count(FleetCount.CONNECTED) == within
                                && refused(early) > 0);
                // Some of those that arrived together with the last accepted one were refused only after the upgrade.
                long closes = early.stats().count(FleetCount.UNEXPECTED_CLOSES);
                try (Fleet late = Fleet.start(settings.withIdPrefix("LATE-"), FleetObserver.NONE)) {
                    await().atMost(RawChargePoint.TIMEOUT).until(() -> refused(late) >= 2L * within);
                    assertEquals(0, late.stats().count(FleetCount.CONNECTED));
                }
                assertEquals(within, early.stats().count(FleetCount.CONNECTED));
                assertEquals(closes, early.stats().count(FleetCount.UNEXPECTED_CLOSES));
                assertEquals(200, rig.get(0, "/health/ready").statusCode());
            }
        }
    }

    private static long refused(Fleet fleet) {
        return fleet.stats().closings().getOrDefault("refused with HTTP 503", 0L);
    }

    @Test
    @DisplayName("row 50: heap nearly full; messages are read no faster than they are processed")
    void messagesOfChargePointsDoNotFillTheHeap() throws InterruptedException {
        // 120 times 10 messages of 200 KB are twice the heap.
        String large = "[2,\"%d\",\"DataTransfer\",{\"vendorId\":\"V\",\"data\":\"" + "x".repeat(200_000) + "\"}]";
        Launch small = Launch.with(QuickStart.of("gateway", "-Xmx128m"));
        List<RawChargePoint> talking = new ArrayList<>();
        try (Rig rig = Rig.start(directory, 1, "", launch -> small);
                RawChargePoint quiet = rig.boot(0, "R50-quiet")) {
            connect(rig, 120, talking);
            rig.cluster().broker().server().pause();
            try {
                talking.forEach(one -> sendAll(one, large, 10));
                // Half of the backlog, a 16th of the heap: from there on the gateway stops reading.
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.metric(0, "ocpp_gateway_connection_backlog_characters") >= 4_000_000);
                assertEquals(200, rig.get(0, "/health/live").statusCode());
            } finally {
                rig.cluster().broker().server().resume();
            }
            assertRecovers(rig, talking, quiet);
        } finally {
            talking.forEach(RawChargePoint::close);
        }
    }

    /** A character outside Latin-1: every character of its text takes two bytes. */
    @Test
    @DisplayName("row 50: heap nearly full of text that is not Latin, while Kafka hangs")
    void twoByteTextDoesNotFillTheHeap() throws InterruptedException {
        String large =
                "[2,\"%d\",\"DataTransfer\",{\"vendorId\":\"V\",\"data\":\"\u2603" + "x".repeat(1_048_000) + "\"}]";
        Launch small = Launch.with(QuickStart.of("gateway", "-Xmx256m"));
        List<RawChargePoint> talking = new ArrayList<>();
        try (Rig rig = Rig.start(directory, 1, "", launch -> small);
                RawChargePoint quiet = rig.boot(0, "R50-quiet")) {
            connect(rig, 40, talking);
            rig.cluster().broker().server().pause();
            try {
                talking.forEach(one -> sendAll(one, large, 3));
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.metric(0, "ocpp_gateway_connection_backlog_characters") >= 8_000_000);
                await().during(Duration.ofSeconds(20))
                        .atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.get(0, "/health/live").statusCode() == 200);
            } finally {
                rig.cluster().broker().server().resume();
            }
            assertRecovers(rig, talking, quiet);
        } finally {
            talking.forEach(RawChargePoint::close);
        }
    }

    private static void connect(Rig rig, int count, List<RawChargePoint> chargePoints) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            chargePoints.add(RawChargePoint.connect(rig.gateway(0).endpoint(), "R50-" + i));
        }
    }

    /** Sends messages one after the other, without waiting for answers. */
    private static void sendAll(RawChargePoint chargePoint, String template, int messages) {
        CompletableFuture<WebSocket> sending = chargePoint.send(template.formatted(0));
        for (int message = 1; message < messages; message++) {
            String next = template.formatted(message);
            sending = sending.thenCompose(sent -> chargePoint.send(next));
        }
    }

    /** Closes the charge points that sent too much; the backlog becomes empty, and the quiet one is served. */
    private static void assertRecovers(Rig rig, List<RawChargePoint> talking, RawChargePoint quiet)
            throws InterruptedException {
        talking.forEach(RawChargePoint::close);
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> rig.metric(0, "ocpp_gateway_connection_backlog_characters") == 0
                        && rig.get(0, "/health/ready").statusCode() == 200);
        assertTrue(quiet.isOpen());
        quiet.call("StatusNotification", STATUS);
    }

    @Test
    @DisplayName("row 50: disk full; log lines are lost, everything else continues")
    void aFullDiskAffectsOnlyTheLog() throws InterruptedException {
        checkServiceWithLog(launch -> launch.after("true", ">/dev/full"));
    }

    @Test
    @DisplayName("row 50: the reader of the log has stopped; everything else continues")
    void aBlockedLogReaderAffectsOnlyTheLog() throws InterruptedException {
        Path pipe = directory.resolve("log.pipe");
        checkServiceWithLog(launch -> launch.after("mkfifo " + pipe + "; exec 3<>" + pipe, ">&3"));
    }

    private void checkServiceWithLog(UnaryOperator<Launch> change) throws InterruptedException {
        // A log line for each connection fills the kernel's buffer of a pipe.
        int chargePoints = 400;
        try (Rig rig = Rig.start(directory, 1, "", launch -> change.apply(verbose(launch)))) {
            FleetSettings settings =
                    FleetSettings.of(rig.gateway(0).endpoint(), chargePoints).withConnectRate(200);
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> fleet.stats().count(FleetCount.REGISTERED) == chargePoints);
                assertEquals(200, rig.get(0, "/health/ready").statusCode());
            }
        }
    }

    private static Launch verbose(Launch launch) {
        List<String> options = new ArrayList<>(launch.options());
        options.add("-DLOG_LEVEL=DEBUG");
        return new Launch(launch.launcher(), options);
    }
}
