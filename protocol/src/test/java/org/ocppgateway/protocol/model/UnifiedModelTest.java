package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.dictionary.ObjectType;

class UnifiedModelTest {
    @Test
    void everyEventTypeIsInTheDictionary() throws IllegalAccessException {
        Set<String> constants = new TreeSet<>();
        for (var field : Arrays.stream(EventType.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .toList()) {
            constants.add(((EventType) field.get(null)).name());
        }
        Set<String> declared = new TreeSet<>();
        UnifiedModel.events().events().forEach(event -> declared.add(event.name()));
        assertEquals(declared, constants);
    }

    @Test
    void everyReplyAnswersAnEvent() {
        for (ObjectType reply : UnifiedModel.replies().replies()) {
            assertNotNull(UnifiedModel.events().event(reply.name()), reply.name());
        }
    }
}
