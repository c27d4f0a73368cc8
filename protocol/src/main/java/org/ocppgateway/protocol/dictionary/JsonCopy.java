package org.ocppgateway.protocol.dictionary;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.ocppgateway.protocol.json.BrokenJsonException;
import org.ocppgateway.protocol.json.JsonCursor;

/** The text of one JSON value while it is read: without blanks between its parts, numbers as they are. */
final class JsonCopy {
    private JsonCopy() {}

    static String of(JsonCursor cursor) throws BrokenJsonException {
        StringWriter text = new StringWriter();
        JsonWriter writer = new JsonWriter(text);
        writer.setStrictness(Strictness.STRICT);
        writer.setHtmlSafe(false);
        try {
            copy(cursor, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return text.toString();
    }

    /** Calls itself no deeper than the cursor goes. */
    private static void copy(JsonCursor cursor, JsonWriter writer) throws BrokenJsonException, IOException {
        switch (cursor.kind()) {
            case OBJECT -> {
                writer.beginObject();
                for (boolean more = cursor.enter(); more; more = cursor.another()) {
                    writer.name(cursor.name());
                    copy(cursor, writer);
                }
                writer.endObject();
            }
            case ARRAY -> {
                writer.beginArray();
                for (boolean more = cursor.enter(); more; more = cursor.another()) {
                    copy(cursor, writer);
                }
                writer.endArray();
            }
            case STRING -> writer.value(cursor.text());
            case NUMBER -> writer.jsonValue(cursor.text());
            case BOOLEAN -> writer.value(cursor.flag());
            case NULL -> {
                cursor.nothing();
                writer.nullValue();
            }
        }
    }
}
