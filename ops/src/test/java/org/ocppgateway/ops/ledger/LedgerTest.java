package org.ocppgateway.ops.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.backend.Event;
import org.ocppgateway.protocol.ChargePointId;

class LedgerTest {
    private static final ChargePointId ID = new ChargePointId("CP-001");

    private final Ledger ledger = new Ledger();

    @Test
    void whatIsAnsweredAndOnTheTopicBalances() {
        call("m1", "StatusNotification", "{\"connectorId\":1}");
        result("m1");
        event("e1", 1, "m1", "StatusNotification", "{\"connectorId\":1}");

        assertTrue(ledger.balance().isBalanced());
        assertEquals(1, ledger.balance().published());
    }

    @Test
    void anAnswerWithoutAnEventIsALoss() {
        call("m1", "StatusNotification", "{}");
        result("m1");

        assertEquals(1, ledger.balance().lost());
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
        assertEquals(1, ledger.balance().repeated());
    }

    @Test
    void oneMessageUnderTwoEventIdsIsNoticed() {
        call("m1", "StartTransaction", "{\"meterStart\":1}");
        call("m2", "StartTransaction", "{\"meterStart\":1}");
        event("e1", 1, "m1", "StartTransaction", "{\"meterStart\":1}");
        event("e2", 2, "m2", "StartTransaction", "{\"meterStart\":1}");

        assertEquals(1, ledger.balance().ambiguous());
    }

    @Test
    void eventsInAnotherOrderThanTheirMessagesAreNoticed() {
        call("m1", "StatusNotification", "{}");
        call("m2", "StatusNotification", "{}");
        event("e2", 1, "m2", "StatusNotification", "{}");
        event("e1", 2, "m1", "StatusNotification", "{}");

        assertEquals(1, ledger.balance().outOfOrder());
    }

    @Test
    void aSequenceThatFallsBackIsNoticed() {
        call("m1", "StatusNotification", "{}");
        call("m2", "StatusNotification", "{}");
        event("e1", 2, "m1", "StatusNotification", "{}");
        event("e2", 1, "m2", "StatusNotification", "{}");

        assertEquals(1, ledger.balance().outOfOrder());
    }

    @Test
    void aTransactionMessageAnsweredWithAnErrorIsNoticed() {
        call("m1", "StopTransaction", "{}");
        ledger.received(ID, "[4,\"m1\",\"InternalError\",\"\",{}]", Instant.EPOCH);

        assertEquals(1, ledger.balance().rejectedTransactions());
    }

    private void call(String messageId, String action, String payload) {
        ledger.sent(ID, "[2,\"%s\",\"%s\",%s]".formatted(messageId, action, payload), Instant.EPOCH);
    }

    private void result(String messageId) {
        ledger.received(ID, "[3,\"%s\",{}]".formatted(messageId), Instant.EPOCH);
    }

    private void event(String id, long sequence, String messageId, String action, String payload) {
        ledger.onTopic(Event.parse("""
                {"id":"%s","type":"x","subject":"CP-001","data":{"sessionEpoch":1,"sequence":%d,
                 "ocpp":{"action":"%s","messageId":"%s","payload":%s}}}""".formatted(id, sequence, action, messageId, payload)));
    }
}
