package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandStates.Claim;

/**
 * Tests the table of transitions in {@code ops/docs/commands.md}: sets up the state of each row, tries the transition
 * of each cell and compares the result with the table.
 */
final class StageTable {
    private static final Path PAGE = Path.of("..", "ops", "docs", "commands.md");
    private static final String BEGINNING = "| stage |";
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant SENT = NOW.plusSeconds(1);
    private static final String RESULT = "{\"result\":1}";
    private static final String OTHER = "{\"other\":1}";

    private final CommandStates owner;
    private final CommandStates other;

    /**
     * @param owner the states as the owning pod sees them
     * @param other the same states as another pod sees them
     */
    StageTable(CommandStates owner, CommandStates other) {
        this.owner = owner;
        this.other = other;
    }

    /** One test for each cell of the page. */
    List<DynamicTest> tests() throws IOException {
        List<String[]> rows = rows();
        String[] steps = rows.getFirst();
        List<DynamicTest> tests = new ArrayList<>();
        for (String[] row : rows.subList(2, rows.size())) {
            for (int column = 1; column < steps.length; column++) {
                String step = steps[column];
                String expected = row[column];
                tests.add(dynamicTest(row[0] + ": " + step, () -> assertEquals(expected, answer(row[0], step))));
            }
        }
        assertEquals(7 * 8, tests.size(), "the table has seven stages and eight steps");
        return tests;
    }

    private static List<String[]> rows() throws IOException {
        return Files.readString(PAGE, UTF_8)
                .lines()
                .dropWhile(line -> !line.startsWith(BEGINNING))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    private String answer(String stage, String step) throws Exception {
        String id = UUID.randomUUID().toString();
        bring(id, stage);
        return take(id, step);
    }

    private void bring(String id, String stage) throws Exception {
        switch (stage) {
            case "no trace" -> {}
            case "`received`" -> owner.claim(id, CHARGE_POINT, NOW);
            case "`waiting`" -> {
                owner.claim(id, CHARGE_POINT, NOW);
                owner.setWaiting(id);
                await().until(() -> owner.find(id).orElseThrow().stage() == CommandState.Stage.WAITING);
            }
            case "`sent`" -> send(id);
            case "`received`, no owner" -> {
                owner.claim(id, CHARGE_POINT, NOW);
                assertTrue(other.release(id, CHARGE_POINT, owner.ownership(null), null, NOW));
            }
            case "`received`, no owner, `sentAt`" -> {
                send(id);
                assertTrue(other.release(id, CHARGE_POINT, owner.ownership(SENT), null, NOW));
            }
            case "`ended`" -> {
                send(id);
                owner.end(id, owner.ownership(SENT), RESULT);
            }
            default -> throw new AssertionError("the table has an unknown stage: " + stage);
        }
    }

    private void send(String id) throws Exception {
        owner.claim(id, CHARGE_POINT, NOW);
        assertTrue(owner.send(id, SENT));
    }

    private String take(String id, String step) throws Exception {
        return switch (step) {
            case "owner: `claim`" -> of(owner.claim(id, CHARGE_POINT, NOW));
            case "owner: `send`" -> of(owner.send(id, SENT.plusSeconds(1)));
            case "owner: `end`, never asked to send" -> of(owner.end(id, owner.ownership(null), OTHER));
            case "owner: `end` of what it sent" -> of(owner.end(id, owner.ownership(SENT), OTHER));
            case "other pod: `claim`" -> of(other.claim(id, CHARGE_POINT, NOW.plusSeconds(2)));
            case "other pod: `send`" -> of(other.send(id, SENT));
            case "other pod: `end`" -> of(other.end(id, other.ownership(SENT), OTHER));
            case "sweeper: `end` or `release` as it was seen" -> asSeen(id);
            default -> throw new AssertionError("the table has an unknown transition: " + step);
        };
    }

    /** Ends the command only if its state is the one that was read now. */
    private String asSeen(String id) throws Exception {
        CommandState state = other.find(id).orElse(null);
        Ownership seen = state == null ? null : state.ownership();
        boolean ended = state != null && state.stage() == CommandState.Stage.ENDED;
        Ownership changed = new Ownership("gateway-7/x", null);
        if (!ended) {
            assertEquals(Optional.empty(), other.end(id, changed, OTHER));
            if (state != null) {
                assertEquals(Optional.empty(), other.end(id, null, OTHER));
            }
        }
        boolean released = other.release(id, CHARGE_POINT, seen, null, NOW);
        Optional<String> stands = other.end(id, released ? new Ownership("", null) : seen, OTHER);
        return (released ? "" : "no release; ") + of(stands);
    }

    private static String of(boolean done) {
        return done ? "yes" : "no";
    }

    private static String of(Optional<String> stands) {
        return stands.map(result -> result.equals(RESULT) ? "the result" : "yes")
                .orElse("no");
    }

    private static String of(Claim claim) {
        return switch (claim) {
            case Claim.Claimed claimed -> claimed.sentBefore() == null ? "yes" : "yes, sent before";
            case Claim.Running running -> "no";
            case Claim.Ended ended -> "the result";
        };
    }
}
