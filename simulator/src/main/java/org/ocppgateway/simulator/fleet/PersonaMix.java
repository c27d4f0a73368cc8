package org.ocppgateway.simulator.fleet;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.behaviour.Persona;

/**
 * Assigns personas to charge points by fleet index, evenly distributed. Charge points without a persona have standard
 * behaviour.
 */
public final class PersonaMix {
    public static final PersonaMix NONE = new PersonaMix(new EnumMap<>(Persona.class));

    /** The fractional parts of multiples of this number are evenly distributed. */
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private final Map<Persona, Double> shares;

    private PersonaMix(Map<Persona, Double> shares) {
        this.shares = shares;
    }

    /**
     * Creates a mix.
     *
     * @param shares fractions of the whole fleet, 0 to 1
     * @throws IllegalArgumentException if the sum is over 1
     */
    public static PersonaMix of(Map<Persona, Double> shares) {
        if (shares.values().stream().mapToDouble(Double::doubleValue).sum() > 1) {
            throw new IllegalArgumentException(
                    "there cannot be more personas than charge points: together more than 100 %");
        }
        Map<Persona, Double> sorted = new EnumMap<>(Persona.class);
        sorted.putAll(shares);
        return new PersonaMix(sorted);
    }

    /** Returns the persona of a charge point, or null for standard behaviour. */
    @Nullable
    Persona personaOf(int index) {
        double place = (index + 0.5) * GOLDEN_RATIO % 1;
        for (Map.Entry<Persona, Double> entry : shares.entrySet()) {
            place -= entry.getValue();
            if (place < 0) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** Returns the number of troublemakers in a fleet of this size. */
    public int troublemakers(int chargePoints) {
        int troublemakers = 0;
        for (int index = 0; index < chargePoints; index++) {
            Persona persona = personaOf(index);
            troublemakers += persona != null && persona.isTroublemaker() ? 1 : 0;
        }
        return troublemakers;
    }
}
