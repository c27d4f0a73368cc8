package org.ocppgateway.gateway.session.connector;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the charge point, as a message names it.
 *
 * @param evseId null if the message names none
 * @param connectorId null if the message names only the EVSE, or none
 */
record Place(@Nullable Integer evseId, @Nullable Integer connectorId) implements Comparable<Place> {
    /** Unnamed places are last. */
    private static final Comparator<Place> ORDER = Comparator.comparing(
                    Place::evseId, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(Place::connectorId, Comparator.nullsLast(Comparator.<Integer>naturalOrder()));

    static Place of(EventFields fields) {
        return new Place(fields.integer(EventField.EVSE_ID), fields.integer(EventField.CONNECTOR_ID));
    }

    boolean isNamed() {
        return evseId != null;
    }

    boolean isAtSameEvseAs(Place other) {
        return evseId != null && Objects.equals(evseId, other.evseId);
    }

    /** Whether both can be the same connector: a place without a connector fits any connector of its EVSE. */
    boolean fits(Place other) {
        return isAtSameEvseAs(other)
                && (connectorId == null || other.connectorId == null || connectorId.equals(other.connectorId));
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
