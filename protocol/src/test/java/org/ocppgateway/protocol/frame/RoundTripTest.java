package org.ocppgateway.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;

/** A written frame is read with equal content, including every field of every message. */
class RoundTripTest {
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);
    private static final int PAYLOADS_OF_A_MESSAGE = 50;

    @ParameterizedTest
    @EnumSource
    void everyMessageOfEveryVersion(OcppVersion version) {
        for (MessageType message : Dictionary.of(version).messages()) {
            Property.holds(PAYLOADS_OF_A_MESSAGE, random -> {
                MessageId id = id(random);
                Action action = message.action();
                String request = RandomPayloads.valid(random).of(message.request());
                Frame sent =
                        message.answered() ? new Frame.Call(id, action, request) : new Frame.Send(id, action, request);
                assertArrives(version, sent);
                assertIsReadCompletely(message.request(), request);
                ObjectType responseType = message.response();
                if (responseType != null) {
                    String response = RandomPayloads.valid(random).of(responseType);
                    assertArrives(version, new Frame.CallResult(id, response));
                    assertIsReadCompletely(responseType, response);
                }
            });
        }
    }

    @Test
    void everyErrorWithAnyIdAndDescription() {
        Property.holds(2_000, random -> {
            MessageId id = id(random);
            String words = writable(RandomTexts.anything(random, 300));
            String description = cut(words);
            for (ErrorCode code : ErrorCode.values()) {
                for (OcppVersion version : OcppVersion.values()) {
                    assertEquals(
                            new Inbound.Received(new Frame.CallError(id, code.spelling(version), description, "{}")),
                            FrameReader.read(version, FrameWriter.callError(version, id, code, words)));
                }
                assertEquals(
                        new Inbound.Received(
                                new Frame.CallResultError(id, code.spelling(OcppVersion.V2_1), description, "{}")),
                        FrameReader.read(OcppVersion.V2_1, FrameWriter.callResultError(id, code, words)));
            }
        });
    }

    /** Returns as many whole characters as a description may have. */
    private static String cut(String words) {
        int end = 0;
        for (int next = 0; next <= Math.min(words.length(), FrameWriter.MAX_DESCRIPTION_LENGTH); next++) {
            boolean amidACharacter = next < words.length() && Character.isLowSurrogate(words.charAt(next));
            end = amidACharacter ? end : next;
        }
        return words.substring(0, end);
    }

    private static void assertArrives(OcppVersion version, Frame frame) {
        String text = switch (frame) {
            case Frame.Call call -> FrameWriter.call(call.id(), call.action(), call.payload());
            case Frame.Send send -> FrameWriter.send(send.id(), send.action(), send.payload());
            case Frame.CallResult result -> FrameWriter.callResult(result.id(), result.payload());
            case Frame.CallError error -> throw new IllegalArgumentException("has no payload: " + error);
            case Frame.CallResultError error -> throw new IllegalArgumentException("has no payload: " + error);
        };
        assertEquals(new Inbound.Received(frame), FrameReader.read(version, text));
    }

    private static void assertIsReadCompletely(ObjectType type, String json) {
        ReadResult readResult = STRICT.read(type, json);
        assertEquals(List.of(), readResult.violations(), json);
        assertEquals(JsonParser.parseString(json), written(Objects.requireNonNull(readResult.payload())));
    }

    /** Converts everything that was read back to a tree. */
    private static JsonObject written(Payload payload) {
        JsonObject object = new JsonObject();
        for (Field field : payload.type().fields()) {
            JsonElement value = payload.has(field.name()) ? written(payload, field.name(), field.type()) : null;
            if (value != null) {
                object.add(field.name(), value);
            }
        }
        return object;
    }

    private static @Nullable JsonElement written(Payload payload, String field, ValueType type) {
        return switch (type) {
            case ObjectType object -> written(Objects.requireNonNull(payload.object(field)));
            case ValueType.ArrayType array -> {
                JsonArray elements = new JsonArray();
                if (array.element() instanceof ObjectType) {
                    payload.objects(field).forEach(element -> elements.add(written(element)));
                } else {
                    payload.texts(field).forEach(element -> elements.add(written(array.element(), element)));
                }
                yield elements;
            }
            case ValueType.BooleanType flag -> new JsonPrimitive(Objects.requireNonNull(payload.flag(field)));
            case ValueType.AnyType any -> JsonParser.parseString(Objects.requireNonNull(payload.json(field)));
            default -> written(type, Objects.requireNonNull(payload.text(field)));
        };
    }

    private static JsonElement written(ValueType type, String text) {
        boolean number = type instanceof ValueType.IntegerType || type instanceof ValueType.NumberType;
        return number ? new JsonPrimitive(new LazilyParsedNumber(text)) : new JsonPrimitive(text);
    }

    private static MessageId id(Random random) {
        return new MessageId(writable("x" + RandomTexts.anything(random, MessageId.MAX_LENGTH - 1)));
    }

    /** Replaces unpaired surrogates, which UTF-8 cannot encode. */
    private static String writable(String text) {
        return text.replaceAll("[\\x{D800}-\\x{DFFF}]", "?");
    }
}
