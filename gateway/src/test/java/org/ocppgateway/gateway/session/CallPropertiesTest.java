package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.property.Property;

/**
 * Properties that hold for every order of events: a command has exactly one outcome. A CALL of a charge point has at most one answer, and
 * exactly one while the connection is open. A SEND has none.
 */
class CallPropertiesTest {
    private static final int SCRIPTS = 150;

    @ParameterizedTest
    @EnumSource
    void everyCallEndsInExactlyOneOutcome(OcppVersion version) {
        Set<String> outcomes = ConcurrentHashMap.newKeySet();
        Property.holds(SCRIPTS, random -> new CallScript(version, random, outcomes).play());
        assertTrue(
                outcomes.containsAll(Set.of(
                        "Answered", "Refused", "Unanswered", "Inexpressible", "Withheld", "dropped", "not taken")),
                () -> "the scripts are too tame: " + outcomes);
    }
}
