package org.ocppgateway.ops.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches the arrays of bytes and characters of a heap dump, which hold the texts of all Strings. Reads the records of
 * the format HPROF once, in order.
 */
final class HeapArrays {
    private static final int HEAP_DUMP = 0x0c;
    private static final int HEAP_DUMP_SEGMENT = 0x1c;
    private static final int TYPE_CHAR = 5;
    private static final int TYPE_BYTE = 8;

    private final ByteBuffer dump;
    private final int idBytes;
    private final Map<Integer, List<Canary.Needle>> byPrefix = new HashMap<>();
    private final boolean[] prefixes = new boolean[1 << 16];
    private final List<Found> found = new ArrayList<>();

    /**
     * An array with a secret.
     *
     * @param id of the object
     */
    record Found(long id, String label) {}

    private HeapArrays(ByteBuffer dump, List<Canary.Needle> needles) {
        this.dump = dump;
        for (Canary.Needle needle : needles) {
            int prefix = prefix(needle.bytes()[0], needle.bytes()[1]);
            prefixes[prefix] = true;
            byPrefix.computeIfAbsent(prefix, first -> new ArrayList<>()).add(needle);
        }
        while (dump.get() != 0) {
            // the name of the format
        }
        idBytes = dump.getInt();
        dump.getLong(); // time
    }

    static List<Found> search(Path file, List<Canary.Needle> needles) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            HeapArrays arrays = new HeapArrays(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), needles);
            arrays.readRecords();
            return arrays.found;
        }
    }

    private void readRecords() {
        while (dump.remaining() > 0) {
            int tag = dump.get();
            dump.getInt(); // time
            int end = dump.getInt() + dump.position();
            if (tag == HEAP_DUMP || tag == HEAP_DUMP_SEGMENT) {
                while (dump.position() < end) {
                    readObject(dump.get() & 0xff);
                }
            }
            dump.position(end);
        }
    }

    private void readObject(int tag) {
        switch (tag) {
            case 0x01 -> skip(2 * idBytes); // JNI global
            case 0x02, 0x03, 0x08 -> skip(idBytes + 8); // JNI local, frame, thread
            case 0x04, 0x06 -> skip(idBytes + 4); // native stack, thread block
            case 0x05, 0x07, 0xff -> skip(idBytes); // class, monitor, unknown root
            case 0x20 -> readClass();
            case 0x21 -> {
                skip(idBytes + 4 + idBytes);
                skip(dump.getInt());
            }
            case 0x22 -> {
                skip(idBytes + 4);
                int length = dump.getInt();
                skip(idBytes + length * idBytes);
            }
            case 0x23 -> readPrimitiveArray();
            default -> throw new IllegalStateException("unknown record " + tag + " at " + dump.position());
        }
    }

    private void readClass() {
        skip(idBytes + 4 + 6 * idBytes + 4);
        for (int constants = dump.getShort(); constants > 0; constants--) {
            skip(2);
            skip(bytesOf(dump.get()));
        }
        for (int statics = dump.getShort(); statics > 0; statics--) {
            skip(idBytes);
            skip(bytesOf(dump.get()));
        }
        int fields = dump.getShort();
        skip(fields * (idBytes + 1));
    }

    private void readPrimitiveArray() {
        long id = idBytes == 8 ? dump.getLong() : dump.getInt();
        skip(4);
        int length = dump.getInt();
        int type = dump.get();
        int bytes = length * bytesOf(type);
        if (type == TYPE_BYTE || type == TYPE_CHAR) {
            searchArray(id, dump.position(), dump.position() + bytes);
        }
        skip(bytes);
    }

    private void searchArray(long id, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            int prefix = prefix(dump.get(i), dump.get(i + 1));
            if (prefixes[prefix]) {
                for (Canary.Needle needle : byPrefix.getOrDefault(prefix, List.of())) {
                    if (to - i >= needle.bytes().length && matches(i, needle.bytes())) {
                        found.add(new Found(id, needle.label()));
                    }
                }
            }
        }
    }

    private boolean matches(int at, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (dump.get(at + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static int prefix(byte first, byte second) {
        return (first & 0xff) << 8 | second & 0xff;
    }

    private int bytesOf(int type) {
        return switch (type) {
            case 2 -> idBytes;
            case 4, TYPE_BYTE -> 1;
            case TYPE_CHAR, 9 -> 2;
            case 6, 10 -> 4;
            case 7, 11 -> 8;
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private void skip(int bytes) {
        dump.position(dump.position() + bytes);
    }
}
