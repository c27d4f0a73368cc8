package org.ocppgateway.protocol.dictionary;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.MalformedJsonException;

/** Copies one JSON value from a cursor into text, without blanks between tokens. Numbers keep their exact text. */
final class JsonCopy {
    private JsonCopy() {}

    static String of(JsonCursor cursor) throws MalformedJsonException {
        StringWriter text = new StringWriter();
        JsonWriter writer = new JsonWriter(text);
        writer.setStrictness(Strictness.STRICT);
        writer.setHtmlSafe(false);
        try {
            copy(cursor, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** The recursion is bounded by the maximum depth of the cursor. */
    private static void copy(JsonCursor cursor, JsonWriter writer) throws MalformedJsonException, IOException {
        switch (cursor.kind()) {
            case OBJECT -> {
                writer.beginObject();
                for (boolean more = cursor.enter(); more; more = cursor.next()) {
                    writer.name(cursor.name());
                    copy(cursor, writer);
                }
                writer.endObject();
            }
            case ARRAY -> {
                writer.beginArray();
                for (boolean more = cursor.enter(); more; more = cursor.next()) {
                    copy(cursor, writer);
                }
                writer.endArray();
            }
            case STRING -> writer.value(cursor.text());
            case NUMBER -> writer.jsonValue(cursor.text());
            case BOOLEAN -> writer.value(cursor.flag());
            case NULL -> {
                cursor.takeNull();
                writer.nullValue();
            }
        }
    }
}
