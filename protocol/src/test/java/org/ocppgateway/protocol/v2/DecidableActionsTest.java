package org.ocppgateway.protocol.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.handler.DecidableActions;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;

/** The decidable actions are those for which the unified model has replies, in all versions. */
class DecidableActionsTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");

    @Test
    void repliesAndDecidableActionsMatch() {
        Set<String> declared = new TreeSet<>();
        UnifiedModel.replies().replies().stream().map(ObjectType::name).forEach(declared::add);
        Set<String> asked = new TreeSet<>();
        for (String action : DecidableActions.actions()) {
            DecidableActions.decisionEvents(new Action(action)).stream()
                    .map(EventType::name)
                    .forEach(asked::add);
        }
        assertEquals(declared, asked);
    }

    @Test
    void everyVersionTranslatesDecidableActionsIntoDecisionEvents() {
        for (VersionHandler handler : List.of(
                new DictionaryHandler(new Ocpp16()),
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)),
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)))) {
            for (MessageType message : decidable(handler.version()).toList()) {
                Property.holds(50, random -> {
                    String payload = RandomPayloads.valid(random).of(message.request());
                    Uplink.Accepted accepted = assertInstanceOf(
                            Uplink.Accepted.class, handler.call(Contexts.of(CP), message.action(), payload), payload);
                    assertTrue(DecidableActions.decisionEvents(message.action()).contains(accepted.type()), payload);
                });
            }
        }
    }

    private static Stream<MessageType> decidable(OcppVersion version) {
        return Dictionary.of(version).messages().stream()
                .filter(message -> message.direction().fromChargePoint())
                .filter(message ->
                        DecidableActions.actions().contains(message.action().name()));
    }
}
