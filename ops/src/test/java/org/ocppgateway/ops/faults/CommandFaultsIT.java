package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.routing.command.Outcome;

/**
 * Rows 38 to 43 of the faults: commands of a dead pod, invalid records, and charge points that answer late, invalidly
 * or not at all.
 */
class CommandFaultsIT {
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String SOFT_RESET = "{\"type\":\"soft\"}";
    // Both pods are on one partition, which makes every row harder.
    private static final String ONE_PARTITION = "gateway.kafka.topics.commands.partitions = 1";

    // The outstanding command, and the waiting ones up to gateway.session.downlink-bound.
    private static final int COMMANDS_IN_LANE = 1 + 16;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 2, ONE_PARTITION);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 38: of two pods on one partition each handles only its own")
    void podsOnOnePartitionHandleOnlyTheirOwnCommands() throws InterruptedException {
        try (RawChargePoint one = rig.boot(0, "R38-a");
                RawChargePoint other = rig.boot(1, "R38-b")) {
            assertEquals(partition("R38-a"), partition("R38-b"));
            String toOne = rig.command("R38-a", "reset", SOFT_RESET);
            String toOther = rig.command("R38-b", "reset", SOFT_RESET);
            one.answer(one.awaitCommand(), ACCEPTED);
            other.answer(other.awaitCommand(), ACCEPTED);

            assertOutcome("completed", "gateway-0", 0, rig.result(toOne));
            assertOutcome("completed", "gateway-1", 0, rig.result(toOther));
            assertEquals(1, one.commandsReceived());
            assertEquals(1, other.commandsReceived());
        }
    }

    @Test
    @DisplayName(
            "row 39: a pod dies with commands unread, unsent and sent; they are re-routed, re-routed, and uncertain")
    void everyCommandOfADeadPodEnds() throws InterruptedException {
        RawChargePoint before = rig.boot(0, "R39");
        Server dying = rig.gateway(0).server();
        String sent = rig.command("R39", "reset", SOFT_RESET);
        before.awaitCommand();
        String unsent = rig.command("R39", "reset", SOFT_RESET);
        await().atMost(RawChargePoint.TIMEOUT).until(() -> rig.metric(0, "ocpp_gateway_commands_running") >= 2);
        dying.pause();
        // Without its route, which a paused pod does not renew.
        String unread = rig.commandTo("gateway-0", "R39", "reset", SOFT_RESET);
        dying.kill();
        try (before;
                RawChargePoint after = rig.boot(1, "R39")) {
            after.answer(after.awaitCommand(), ACCEPTED);
            after.answer(after.awaitCommand(), ACCEPTED);

            assertEquals("uncertain", rig.result(sent).get("outcome").getAsString());
            assertTrue(rig.result(sent).get("sent").getAsBoolean());
            assertOutcome("completed", "gateway-1", 1, rig.result(unsent));
            assertOutcome("completed", "gateway-1", 1, rig.result(unread));
            assertEquals(1, before.commandsReceived());
            assertEquals(2, after.commandsReceived());
        } finally {
            dying.start().awaitReady(Cluster.TIMEOUT);
        }
    }

    @Test
    @DisplayName("row 40: a command past its expiry; the same commandId twice; an undecodable record")
    void expiredRepeatedAndUndecodableRecordsDoNotBlockThePartition() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R40")) {
            String late = UUID.randomUUID().toString();
            rig.backend().send("R40", Rig.command(late, "R40", "reset", SOFT_RESET, Duration.ofSeconds(-1)));
            rig.backend().produce("gateway-0", "not a command");
            String twice = UUID.randomUUID().toString();
            String command = Rig.command(twice, "R40", "reset", SOFT_RESET, Rig.VALIDITY);
            rig.backend().send("R40", command);
            chargePoint.answer(chargePoint.awaitCommand(), ACCEPTED);
            JsonObject first = rig.result(twice);
            rig.backend().send("R40", command);
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().results(twice).size() == 2);

            JsonObject expired = rig.result(late);
            assertEquals("expired", expired.get("outcome").getAsString());
            assertFalse(expired.get("sent").getAsBoolean());
            assertEquals(first, rig.backend().results(twice).getLast(), "the stored outcome again");
            assertFalse(rig.backend().awaitDeadLetter("not a command").isEmpty(), "with the reason");
            assertEquals(1, chargePoint.commandsReceived());
        }
    }

    @Test
    @DisplayName(
            "row 41: a stale route is forwarded once, then the command ends; under a key of no pod the sweeper delivers"
                    + " to it")
    void aCommandForTheWrongPodIsForwardedOrEnded() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(1, "R41")) {
            String stale = rig.commandTo("gateway-0", "R41", "reset", SOFT_RESET);
            chargePoint.answer(rig.awaitCommand(chargePoint, stale), ACCEPTED);
            assertOutcome("completed", "gateway-1", 1, rig.result(stale));

            String toUnknownPod = rig.commandTo("gateway-99", "R41", "reset", SOFT_RESET);
            chargePoint.answer(rig.awaitCommand(chargePoint, toUnknownPod), ACCEPTED);
            assertOutcome("completed", "gateway-1", 1, rig.result(toUnknownPod));

            String nowhere = rig.commandTo("gateway-99", "R41-nowhere", "reset", SOFT_RESET);
            JsonObject result = rig.result(nowhere);
            assertEquals("not-connected", result.get("outcome").getAsString());
            assertFalse(result.get("sent").getAsBoolean());
        }
    }

    @Test
    @DisplayName("row 42: the charge point never answers, answers late, answers nonsense")
    void missingLateAndInvalidAnswersDoNotBlockFurtherCommands() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R42")) {
            String unanswered = rig.command("R42", "reset", SOFT_RESET);
            String next = rig.command("R42", "reset", SOFT_RESET);
            JsonArray first = chargePoint.awaitCommand();
            JsonArray second = chargePoint.awaitCommand();
            assertEquals("uncertain", rig.result(unanswered).get("outcome").getAsString());

            double late = rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"late_answer\"}");
            chargePoint.answer(first, ACCEPTED);
            chargePoint.answer(second, "[42]");
            JsonObject garbage = rig.result(next);
            assertEquals("refused", garbage.get("outcome").getAsString());
            assertFalse(garbage.get("error").getAsString().isEmpty(), "with a reason");
            assertEquals(late + 1, rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"late_answer\"}"));
            assertEquals(1, rig.backend().results(unanswered).size());
        }
    }

    @Test
    @DisplayName("row 43: a Reset or RemoteStart that is replayed after a crash is not sent twice")
    void aCommandSentBeforeACrashIsNotSentAgain() throws InterruptedException {
        RawChargePoint before = rig.boot(0, "R43");
        Server dying = rig.gateway(0).server();
        String reset = UUID.randomUUID().toString();
        String resetCommand = Rig.command(reset, "R43", "reset", SOFT_RESET, Rig.VALIDITY);
        rig.backend().send("R43", resetCommand);
        before.awaitCommand();
        dying.kill();
        try (before;
                RawChargePoint after = rig.boot(1, "R43")) {
            rig.backend().produce("gateway-0", resetCommand);
            rig.backend().produce("gateway-1", resetCommand);
            JsonObject result = rig.result(reset);
            assertEquals("uncertain", result.get("outcome").getAsString());

            rig.backend().send("R43", resetCommand);
            int repeated = rig.backend().results(reset).size();
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().results(reset).size() > repeated
                            || rig.backend().results(reset).size() > 1);
            assertTrue(rig.backend().results(reset).stream().allMatch(result::equals), "the same outcome every time");
            String start = rig.command("R43", "remote.start", "{\"connectorId\":1,\"idToken\":\"TAG1\"}");
            after.answer(after.awaitCommand(), ACCEPTED);
            assertOutcome("completed", "gateway-1", 0, rig.result(start));
            assertEquals(1, after.commandsReceived(), "only the remote start");
        } finally {
            dying.start().awaitReady(Cluster.TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    @DisplayName("every outcome of the contract is reached")
    void everyOutcomeOfTheContractIsReached(Outcome outcome) throws InterruptedException {
        String id = "outcome-" + outcome.label();
        try (RawChargePoint chargePoint = rig.boot(0, id)) {
            String commandId = cause(outcome, chargePoint);
            JsonObject result = rig.result(commandId);
            assertEquals(outcome.label(), result.get("outcome").getAsString(), result.toString());
            boolean sent = switch (outcome) {
                case COMPLETED, REFUSED, UNCERTAIN -> true;
                case EXPIRED, NOT_CONNECTED, INVALID, OVERLOADED -> false;
            };
            assertEquals(sent, result.get("sent").getAsBoolean(), result.toString());
        }
    }

    private static String cause(Outcome outcome, RawChargePoint chargePoint) throws InterruptedException {
        String id = chargePoint.id();
        return switch (outcome) {
            case COMPLETED -> {
                String command = rig.command(id, "reset", SOFT_RESET);
                chargePoint.answer(chargePoint.awaitCommand(), ACCEPTED);
                yield command;
            }
            case REFUSED -> {
                String command = rig.command(id, "reset", SOFT_RESET);
                chargePoint.refuse(chargePoint.awaitCommand(), "NotSupported");
                yield command;
            }
            case UNCERTAIN -> {
                String command = rig.command(id, "reset", SOFT_RESET);
                chargePoint.awaitCommand();
                chargePoint.close();
                yield command;
            }
            case EXPIRED -> {
                String command = UUID.randomUUID().toString();
                rig.backend().send(id, Rig.command(command, id, "reset", SOFT_RESET, Duration.ofSeconds(-1)));
                yield command;
            }
            case NOT_CONNECTED -> rig.commandTo("gateway-0", id + "-nowhere", "reset", SOFT_RESET);
            case INVALID -> rig.commandTo("gateway-0", id, "no.such.command", "{}");
            case OVERLOADED -> {
                String last = "";
                for (int i = 0; i < COMMANDS_IN_LANE + 2; i++) {
                    last = rig.command(id, "reset", SOFT_RESET);
                }
                yield last;
            }
        };
    }

    private static int partition(String chargePointId) {
        return rig.backend().route(chargePointId).orElseThrow().get("partition").getAsInt();
    }

    private static void assertOutcome(String outcome, String pod, int hops, JsonObject result) {
        assertEquals(outcome, result.get("outcome").getAsString(), result.toString());
        assertEquals(pod, result.get("podId").getAsString(), result.toString());
        assertEquals(hops, result.get("hops").getAsInt(), result.toString());
    }
}
