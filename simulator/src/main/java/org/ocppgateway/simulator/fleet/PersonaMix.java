package org.ocppgateway.simulator.fleet;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.behaviour.Persona;

/** Which charge points of a fleet have which persona: by their place in it, spread evenly. The rest behaves. */
public final class PersonaMix {
    public static final PersonaMix NONE = new PersonaMix(new EnumMap<>(Persona.class));

    /** Of successive multiples of it, every stretch covers all fractions evenly. */
    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private final Map<Persona, Double> shares;

    private PersonaMix(Map<Persona, Double> shares) {
        this.shares = shares;
    }

    /**
     * A mix.
     *
     * @param shares of the whole fleet, 0 to 1
     * @throws IllegalArgumentException if they are more than the whole
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

    /** Null for one that behaves. */
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

    /** How many of so many are trouble. */
    public int troublemakers(int chargePoints) {
        int troublemakers = 0;
        for (int index = 0; index < chargePoints; index++) {
            Persona persona = personaOf(index);
            troublemakers += persona != null && persona.isTroublemaker() ? 1 : 0;
        }
        return troublemakers;
    }
}
