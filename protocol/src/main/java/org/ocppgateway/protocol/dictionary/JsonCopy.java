package org.ocppgateway.protocol.dictionary;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;

/** The text of one JSON value while it is read: without blanks between its parts, numbers as they are. */
final class JsonCopy {
    private JsonCopy() {}

    static String of(JsonReader reader) throws IOException {
        StringWriter text = new StringWriter();
        JsonWriter writer = new JsonWriter(text);
        writer.setStrictness(Strictness.STRICT);
        writer.setHtmlSafe(false);
        int depth = 0;
        do {
            JsonToken token = reader.peek();
            copy(token, reader, writer);
            depth += change(token);
        } while (depth > 0);
        return text.toString();
    }

    private static void copy(JsonToken token, JsonReader reader, JsonWriter writer) throws IOException {
        switch (token) {
            case BEGIN_OBJECT -> {
                reader.beginObject();
                writer.beginObject();
            }
            case END_OBJECT -> {
                reader.endObject();
                writer.endObject();
            }
            case BEGIN_ARRAY -> {
                reader.beginArray();
                writer.beginArray();
            }
            case END_ARRAY -> {
                reader.endArray();
                writer.endArray();
            }
            case NAME -> writer.name(reader.nextName());
            case STRING -> writer.value(reader.nextString());
            case NUMBER -> writer.jsonValue(reader.nextString());
            case BOOLEAN -> writer.value(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                writer.nullValue();
            }
            case END_DOCUMENT -> throw new IOException("the text ends inside of a value");
        }
    }

    private static int change(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT, BEGIN_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            case NAME, STRING, NUMBER, BOOLEAN, NULL, END_DOCUMENT -> 0;
        };
    }
}
