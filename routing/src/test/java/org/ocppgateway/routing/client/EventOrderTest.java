package org.ocppgateway.routing.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.client.EventOrder.Place;

class EventOrderTest {
    private static final long OLD = 1000;
    private static final long NEW = 2000;

    private final EventOrder order = new EventOrder(100, 100);

    private Place place(String chargePointId, long epoch, long sequence) {
        return place(chargePointId + ":" + epoch + ":" + sequence, chargePointId, epoch, sequence);
    }

    private Place place(String id, String chargePointId, long epoch, long sequence) {
        return order.place(new Event(
                id,
                EventType.METER_VALUES,
                new ChargePointId(chargePointId),
                epoch == 0 ? null : new SessionEpoch(epoch),
                sequence,
                Instant.EPOCH,
                new JsonObject(),
                "{}"));
    }

    @Test
    void consecutiveEventsOfASessionAreNext() {
        assertEquals(Place.NEXT, place("CP-1", OLD, 1));
        assertEquals(Place.NEXT, place("CP-1", OLD, 2));
        assertEquals(Place.NEXT, place("CP-1", OLD, 3));
    }

    @Test
    void theFirstEventSeenIsNextEvenInTheMiddleOfASession() {
        assertEquals(Place.NEXT, place("CP-1", OLD, 17));
    }

    @Test
    void theSameIdIsADuplicateAtAnyPosition() {
        assertEquals(Place.NEXT, place("stop-7", "CP-1", OLD, 1));
        assertEquals(Place.DUPLICATE, place("stop-7", "CP-1", OLD, 1));
        assertEquals(Place.DUPLICATE, place("stop-7", "CP-1", NEW, 5));
    }

    @Test
    void aGapIsDetectedWithinASessionAndAtItsStart() {
        place("CP-1", OLD, 1);

        assertEquals(Place.AFTER_GAP, place("CP-1", OLD, 3));
        assertEquals(Place.AFTER_GAP, place("CP-1", NEW, 2));
    }

    @Test
    void aNewerSessionStartsAtOneAndMakesEventsOfTheOlderOneLate() {
        place("CP-1", OLD, 8);

        assertEquals(Place.NEXT, place("CP-1", NEW, 1));
        assertEquals(Place.LATE, place("CP-1", OLD, 9));
        assertEquals(Place.NEXT, place("CP-1", NEW, 2));
    }

    @Test
    void anEventThatFillsAGapIsLate() {
        place("CP-1", OLD, 1);
        place("CP-1", OLD, 3);

        assertEquals(Place.LATE, place("CP-1", OLD, 2));
    }

    @Test
    void chargePointsAreIndependent() {
        place("CP-1", NEW, 5);

        assertEquals(Place.NEXT, place("CP-2", OLD, 1));
    }

    @Test
    void anEventWithoutASessionIsNotOrderedButDuplicatesAreDetected() {
        place("CP-1", NEW, 5);

        assertEquals(Place.NEXT, place("refused-1", "CP-1", 0, 0));
        assertEquals(Place.DUPLICATE, place("refused-1", "CP-1", 0, 0));
        assertEquals(Place.NEXT, place("CP-1", NEW, 6));
    }

    @Test
    void memoryIsBoundedAndDropsTheOldestEntries() {
        for (int i = 1; i <= 101; i++) {
            place("CP-" + i, OLD, 1);
        }

        assertEquals(Place.NEXT, place("CP-1", OLD, 1), "forgotten");
        assertEquals(Place.DUPLICATE, place("CP-101", OLD, 1));
    }
}
