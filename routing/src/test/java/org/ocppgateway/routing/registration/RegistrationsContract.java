package org.ocppgateway.routing.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.registration.Registration.Make;
import org.ocppgateway.routing.registration.Registration.Status;

/** Contract of every implementation of registrations, as two pods see it. */
public abstract class RegistrationsContract {
    private static final Make MAKE = new Make("Gute \"Säulen\"", "S 1", null);

    protected final ChargePointId chargePoint =
            new ChargePointId(UUID.randomUUID().toString());

    protected abstract Registrations ours();

    /** The same registrations as another pod sees them. */
    protected abstract Registrations theirs();

    @Test
    void anUnknownChargePointHasNone() throws Exception {
        assertNull(ours().find(chargePoint));
    }

    @Test
    void anotherPodReadsTheStoredRegistrationUnchanged() throws Exception {
        for (Status status : Status.values()) {
            Registration registration = at(1_763_659_200_123_456L, status);
            ours().record(chargePoint, registration);
            assertEquals(registration, theirs().find(chargePoint));
        }
    }

    @Test
    void theSerialNumberIsStoredAndAPeekReadsTheSame() throws Exception {
        assertNull(ours().peek(chargePoint));
        Registration registration = new Registration(new SessionEpoch(1), Status.ACCEPTED, MAKE, "SN \"1\"");
        ours().record(chargePoint, registration);
        assertEquals(registration, theirs().find(chargePoint));
        assertEquals(registration, theirs().peek(chargePoint));
    }

    @Test
    void anUnknownMakeStaysUnknown() throws Exception {
        Registration registration = new Registration(new SessionEpoch(1), Status.ACCEPTED, Make.UNKNOWN);
        ours().record(chargePoint, at(1, Status.PENDING));
        ours().record(chargePoint, registration);
        assertEquals(registration, theirs().find(chargePoint));
    }

    @Test
    void aLateWriteOfAnOlderSessionIsIgnored() throws Exception {
        Registration newer = at(1_763_659_200_123_457L, Status.ACCEPTED);
        theirs().record(chargePoint, newer);
        ours().record(chargePoint, at(1_763_659_200_123_456L, Status.REJECTED));
        assertEquals(newer, ours().find(chargePoint));
    }

    @Test
    void chargePointsHaveSeparateRegistrations() throws Exception {
        ours().record(chargePoint, at(1, Status.REJECTED));
        @Nullable
        Registration other = theirs().find(new ChargePointId(UUID.randomUUID().toString()));
        assertNull(other);
    }

    /** A registration stored in the session with this epoch. */
    protected static Registration at(long epoch, Status status) {
        return new Registration(new SessionEpoch(epoch), status, MAKE);
    }
}
