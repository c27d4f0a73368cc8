package org.ocppgateway.protocol.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** Any JSON object that answers a command gives a completed result that contains the answer and is valid by the contract. */
class AnswerPropertiesTest {
    private static final int TRIES_PER_COMMAND = 60;
    private static final int SEARCHES = 400;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void keepsEveryAnswerToEveryCommand(OcppVersion version) {
        VersionHandler handler = handler(version);
        Map<Command, Downlink.Call> sent = everyCommand(handler);
        Property.holds(
                TRIES_PER_COMMAND,
                random -> sent.forEach((command, call) -> {
                    String payload = damaged(random, answer(random, version, call.action()));
                    CommandAnswer.Completed answer = assertInstanceOf(
                            CommandAnswer.Completed.class, handler.readAnswer(command, call, payload), payload);
                    assertEquals(JsonParser.parseString(payload), JsonParser.parseString(answer.payload()));
                    ContractSchemas.assertResult(result(version, command, call, answer));
                }));
    }

    @ParameterizedTest
    @EnumSource
    void validAnswerHasNoViolationsAndNoCallResultError(OcppVersion version) {
        VersionHandler handler = handler(version);
        Map<Command, Downlink.Call> sent = everyCommand(handler);
        Property.holds(
                TRIES_PER_COMMAND,
                random -> sent.forEach((command, call) -> {
                    String payload = answer(random, version, call.action());
                    CommandAnswer answer = handler.readAnswer(command, call, payload);
                    CommandAnswer.Completed completed =
                            assertInstanceOf(CommandAnswer.Completed.class, answer, payload);
                    assertEquals(List.of(), completed.violations(), payload);
                    assertEquals(null, completed.callResultError());
                    ContractSchemas.assertResult(result(version, command, call, completed));
                }));
    }

    /** Returns every command type that the version can express, with random data, and its CALL; each time in the same order. */
    private static Map<Command, Downlink.Call> everyCommand(VersionHandler handler) {
        Map<Command, Downlink.Call> sent = new LinkedHashMap<>();
        Random random = new Random(7);
        for (ObjectType type : UnifiedModel.commands().commands()) {
            for (int i = 0; i < SEARCHES; i++) {
                Command command =
                        Commands.of(type.name(), RandomPayloads.valid(random).of(type));
                if (handler.translate(command) instanceof Downlink.Call call) {
                    sent.put(command, call);
                    break;
                }
            }
        }
        assertFalse(sent.isEmpty());
        return sent;
    }

    private static String answer(Random random, OcppVersion version, Action action) {
        MessageType message = Objects.requireNonNull(Dictionary.of(version).message(action));
        return RandomPayloads.valid(random).of(Objects.requireNonNull(message.response()));
    }

    /** Removes, exchanges, misspells and adds members at random places. */
    private static String damaged(Random random, String payload) {
        JsonObject answer = JsonParser.parseString(payload).getAsJsonObject();
        for (int left = random.nextInt(1, 4); left > 0; left--) {
            List<JsonObject> objects = new ArrayList<>();
            collect(answer, objects);
            mutate(random, objects.get(random.nextInt(objects.size())));
        }
        return answer.toString();
    }

    private static void collect(JsonElement json, List<JsonObject> objects) {
        if (json.isJsonObject()) {
            objects.add(json.getAsJsonObject());
            json.getAsJsonObject().asMap().values().forEach(value -> collect(value, objects));
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(value -> collect(value, objects));
        }
    }

    private static void mutate(Random random, JsonObject object) {
        List<String> names = List.copyOf(object.keySet());
        String name = names.isEmpty() ? "added" : RandomTexts.oneOf(random, names);
        JsonElement value = object.get(name);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> {
                if (value != null && value.isJsonPrimitive()) {
                    object.addProperty(name, value.getAsString().toLowerCase(Locale.ROOT));
                }
            }
            case 2 -> object.add("ofTheVendor", object.deepCopy());
            default ->
                object.add(
                        name,
                        JsonParser.parseString(RandomTexts.oneOf(
                                random,
                                List.of(
                                        "null",
                                        "0",
                                        "true",
                                        "\"\"",
                                        "[]",
                                        "{}",
                                        "[{}]",
                                        "[[null]]",
                                        "1.5e3",
                                        "\"" + "y".repeat(3000) + "\""))));
        }
    }

    private static String result(
            OcppVersion version, Command command, Downlink.Call call, CommandAnswer.Completed answer) {
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        "completed",
                        true,
                        new ResultDetails(
                                version,
                                answer.status(),
                                answer.payload(),
                                answer.violations(),
                                call.derived(),
                                answer.data(),
                                null),
                        new CommandResult.Handling(new PodId("gateway-0"), new SessionEpoch(1), 0),
                        new CommandResult.Times(null, NOW, NOW, NOW))
                .toJson();
    }

    private static VersionHandler handler(OcppVersion version) {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }
}
