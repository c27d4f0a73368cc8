package org.ocppgateway.ops.e2e;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a protobuf message by number, without its schema. */
final class ProtobufMessage {
    private final Map<Integer, List<byte[]>> messages = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();

    private ProtobufMessage() {}

    static ProtobufMessage read(byte[] encoded) {
        ProtobufMessage message = new ProtobufMessage();
        ByteBuffer input = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        while (input.hasRemaining()) {
            int tag = (int) varint(input);
            int field = tag >>> 3;
            switch (tag & 7) {
                case 0 -> message.numbers.put(field, varint(input));
                case 1 -> message.numbers.put(field, input.getLong());
                case 2 -> {
                    byte[] content = new byte[(int) varint(input)];
                    input.get(content);
                    message.messages
                            .computeIfAbsent(field, first -> new ArrayList<>())
                            .add(content);
                }
                case 5 -> message.numbers.put(field, (long) input.getInt());
                default -> throw new IllegalArgumentException("wire type " + (tag & 7));
            }
        }
        return message;
    }

    private static long varint(ByteBuffer input) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = input.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    /** The values of a repeated field. */
    List<byte[]> messages(int field) {
        return messages.getOrDefault(field, List.of());
    }

    /** The value of a field of bytes, a text or a message; empty if it is absent. */
    byte[] bytes(int field) {
        List<byte[]> values = messages(field);
        return values.isEmpty() ? new byte[0] : values.getLast();
    }

    /** The value of a number; 0 if it is absent. */
    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }
}
