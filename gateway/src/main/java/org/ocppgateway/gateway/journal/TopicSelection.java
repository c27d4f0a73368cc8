package org.ocppgateway.gateway.journal;

import java.util.Set;
import org.ocppgateway.protocol.ChargePointId;

/** The charge points whose frames are published to {@code ocpp-frames}. */
public sealed interface TopicSelection {
    boolean includes(ChargePointId chargePointId);

    /** None. The topic is not needed. */
    record Off() implements TopicSelection {
        @Override
        public boolean includes(ChargePointId chargePointId) {
            return false;
        }
    }

    record All() implements TopicSelection {
        @Override
        public boolean includes(ChargePointId chargePointId) {
            return true;
        }
    }

    /** Some charge points. */
    record Ids(Set<ChargePointId> ids) implements TopicSelection {
        public Ids {
            ids = Set.copyOf(ids);
        }

        @Override
        public boolean includes(ChargePointId chargePointId) {
            return ids.contains(chargePointId);
        }
    }

    /**
     * A sample of the charge points. The hash of its id decides, so that the same charge points are published by every pod.
     *
     * @param percent 1 to 100
     */
    record Sample(int percent) implements TopicSelection {
        @Override
        public boolean includes(ChargePointId chargePointId) {
            // The bits of String.hashCode are not spread evenly.
            int spread = chargePointId.value().hashCode() * 0x9E3779B9;
            return Math.floorMod(spread >>> 8, 100) < percent;
        }
    }
}
