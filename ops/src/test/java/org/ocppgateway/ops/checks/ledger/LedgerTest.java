package org.ocppgateway.ops.checks.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.protocol.ChargePointId;

class LedgerTest {
    private static final ChargePointId ID = new ChargePointId("CP-001");

    private final Ledger ledger = new Ledger();

    @Test
    void answeredMessagesOnTheTopicBalance() {
        call("m1", "StatusNotification", "{\"connectorId\":1}");
        result("m1");
        event("e1", 1, "m1", "StatusNotification", "{\"connectorId\":1}");

        assertTrue(ledger.balance().isBalanced());
        assertEquals(1, ledger.balance().messages().published());
    }

    @Test
    void anAnswerWithoutAnEventIsALoss() {
        call("m1", "StatusNotification", "{}");
        result("m1");

        assertEquals(List.of(LedgerViolation.Kind.LOST), violations());
        assertFalse(ledger.balance().isBalanced());
    }

    @Test
    void aHeartbeatNeedsNoEvent() {
        call("m1", "Heartbeat", "{}");
        result("m1");

        assertTrue(ledger.balance().isBalanced());
    }

    @Test
    void aRetryUnderANewMessageIdIsTheSameMessage() {
        call("m1", "StartTransaction", "{\"meterStart\":1}");
        call("m2", "StartTransaction", "{\"meterStart\":1}");
        result("m2");
        event("e1", 1, "m1", "StartTransaction", "{\"meterStart\":1}");
        event("e1", 2, "m2", "StartTransaction", "{\"meterStart\":1}");

        assertTrue(ledger.balance().isBalanced());
        assertEquals(1, ledger.balance().messages().repeated());
    }

    @Test
    void oneMessageWithTwoEventIdsIsDetected() {
        call("m1", "StartTransaction", "{\"meterStart\":1}");
        call("m2", "StartTransaction", "{\"meterStart\":1}");
        event("e1", 1, "m1", "StartTransaction", "{\"meterStart\":1}");
        event("e2", 2, "m2", "StartTransaction", "{\"meterStart\":1}");

        assertEquals(List.of(LedgerViolation.Kind.AMBIGUOUS), violations());
    }

    @Test
    void eventsOutOfOrderAreDetected() {
        call("m1", "StatusNotification", "{}");
        call("m2", "StatusNotification", "{}");
        event("e2", 1, "m2", "StatusNotification", "{}");
        event("e1", 2, "m1", "StatusNotification", "{}");

        assertTrue(violations().contains(LedgerViolation.Kind.OUT_OF_ORDER));
    }

    @Test
    void aDecreasingSequenceIsDetected() {
        call("m1", "StatusNotification", "{}");
        call("m2", "StatusNotification", "{}");
        event("e1", 2, "m1", "StatusNotification", "{}");
        event("e2", 1, "m2", "StatusNotification", "{}");

        assertTrue(violations().contains(LedgerViolation.Kind.OUT_OF_ORDER));
    }

    @Test
    void aTransactionMessageAnsweredWithAnErrorIsDetected() {
        call("m1", "StopTransaction", "{}");
        ledger.onReceived(ID, "[4,\"m1\",\"InternalError\",\"\",{}]", Instant.EPOCH);

        assertEquals(List.of(LedgerViolation.Kind.TRANSACTION_REFUSED), violations());
    }

    @Test
    void anEventOfAnOlderSessionMayComeLateAndIsStillInOrder() {
        ledger.onOpen(ID, Instant.EPOCH);
        call("m1", "StatusNotification", "{}");
        ledger.onOpen(ID, Instant.EPOCH);
        call("m2", "StatusNotification", "{}");
        event("e2", 2, 0, "m2", "StatusNotification", "{}");
        event("e1", 1, 0, "m1", "StatusNotification", "{}");

        assertTrue(ledger.balance().isBalanced());
    }

    @Test
    void aDecreasingEpochIsDetected() {
        ledger.onOpen(ID, Instant.EPOCH);
        call("m1", "StatusNotification", "{}");
        ledger.onOpen(ID, Instant.EPOCH);
        call("m2", "StatusNotification", "{}");
        event("e1", 2, 0, "m1", "StatusNotification", "{}");
        event("e2", 1, 0, "m2", "StatusNotification", "{}");

        assertTrue(violations().contains(LedgerViolation.Kind.EPOCH_REGRESSED));
    }

    @Test
    void oneEpochOfTwoConnectionsIsDetected() {
        ledger.onOpen(ID, Instant.EPOCH);
        call("m1", "StatusNotification", "{}");
        ledger.onOpen(ID, Instant.EPOCH);
        call("m2", "StatusNotification", "{}");
        event("e1", 1, 0, "m1", "StatusNotification", "{}");
        event("e2", 1, 1, "m2", "StatusNotification", "{}");

        assertEquals(List.of(LedgerViolation.Kind.EPOCH_REGRESSED), violations());
    }

    @Test
    void aCommandSentOnceWithOneOutcomeRepeatedBalances() {
        String id = command(1);
        wire(id);
        result(id, "completed", true);
        result(id, "completed", true);

        assertTrue(ledger.balance().isBalanced());
        assertEquals(1, ledger.commandCounts().of("completed"));
        assertEquals(0, ledger.pendingCommands());
    }

    @Test
    void aCommandWithoutAnOutcomeIsDetected() {
        String unacknowledged = Ledger.commandId("test", 7);
        ledger.commandIssued(unacknowledged, "reset", Instant.EPOCH);
        command(1);

        assertEquals(List.of(LedgerViolation.Kind.NO_OUTCOME), violations());
        assertEquals(1, ledger.pendingCommands());
    }

    @Test
    void twoOutcomesAreDetected() {
        String id = command(1);
        result(id, "expired", false);
        result(id, "uncertain", true);

        assertEquals(List.of(LedgerViolation.Kind.TWO_OUTCOMES), violations());
    }

    @Test
    void aCommandSentTwiceIsDetected() {
        String id = command(1);
        wire(id);
        wire(id);
        result(id, "completed", true);

        assertEquals(List.of(LedgerViolation.Kind.SENT_TWICE), violations());
    }

    @Test
    void anOutcomeThatContradictsTheWireIsDetected() {
        String sent = command(1);
        wire(sent);
        result(sent, "expired", false);
        String unsent = command(2);
        result(unsent, "completed", true);

        assertEquals(List.of(LedgerViolation.Kind.FALSE_OUTCOME, LedgerViolation.Kind.FALSE_OUTCOME), violations());
    }

    private List<LedgerViolation.Kind> violations() {
        return ledger.balance().violations().stream().map(LedgerViolation::kind).toList();
    }

    private String command(int number) {
        String id = Ledger.commandId("test", number);
        ledger.commandIssued(id, "remote.start", Instant.EPOCH);
        ledger.commandAcknowledged(id);
        return id;
    }

    private void wire(String commandId) {
        ledger.onReceived(
                ID, "[2,\"any\",\"RemoteStartTransaction\",{\"idTag\":\"" + commandId + "\"}]", Instant.EPOCH);
    }

    private void result(String commandId, String outcome, boolean sent) {
        ledger.onResult("{\"commandId\":\"%s\",\"outcome\":\"%s\",\"sent\":%b}".formatted(commandId, outcome, sent));
    }

    private void call(String messageId, String action, String payload) {
        ledger.onSent(ID, "[2,\"%s\",\"%s\",%s]".formatted(messageId, action, payload), Instant.EPOCH);
    }

    private void result(String messageId) {
        ledger.onReceived(ID, "[3,\"%s\",{}]".formatted(messageId), Instant.EPOCH);
    }

    private void event(String id, long sequence, String messageId, String action, String payload) {
        event(id, 1, sequence, messageId, action, payload);
    }

    private void event(String id, long epoch, long sequence, String messageId, String action, String payload) {
        ledger.onEvent(BackendEvent.parse("""
            {"id":"%s","type":"x","subject":"CP-001","data":{"sessionEpoch":%d,"sequence":%d,
             "ocpp":{"action":"%s","messageId":"%s","payload":%s}}}\
            """.formatted(id, epoch, sequence, action, messageId, payload)));
    }
}
