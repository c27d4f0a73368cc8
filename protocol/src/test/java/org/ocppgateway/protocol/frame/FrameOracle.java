package org.ocppgateway.protocol.frame;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;

/** Second implementation of the decision about a text, with Gson and a table, to compare with the reader. */
final class FrameOracle {
    static final String FRAME = "frame";
    static final String SILENCE = "silence";
    static final String BROKEN_ANSWER = "broken answer";

    private static final Pattern BEGINNING =
            Pattern.compile("[ \t\r\n]*\\[[ \t\r\n]*(-?\\d+)[ \t\r\n]*(?:[,\\]].*)?", Pattern.DOTALL);

    private static final Pattern HALF_A_PAIR = Pattern.compile("[\\x{D800}-\\x{DFFF}]");
    private static final Pattern ESCAPED_HALF_A_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

    private FrameOracle() {}

    private record Element(JsonToken token, String text) {
        boolean isName() {
            return token == JsonToken.STRING && !text.isEmpty();
        }

        boolean isId() {
            return isName() && text.length() <= MessageId.MAX_LENGTH;
        }
    }

    /** Returns {@link #FRAME}, {@link #SILENCE}, {@link #BROKEN_ANSWER} or the error code of the CALLERROR. */
    static String decide(OcppVersion version, String text) {
        boolean in16 = version == OcppVersion.V1_6;
        String noFrame = in16 || text.isBlank() ? SILENCE : "RpcFrameworkError";
        List<Element> elements = elements(text);
        int type = type(text, elements);
        if (type == 3 || type == 4) {
            return answer(type, elements);
        }
        if ((type == 5 || type == 6) && version == OcppVersion.V2_1) {
            return elements == null ? SILENCE : neverAnswered(type, elements);
        }
        if (elements == null || elements.isEmpty() || (type < 0 && !isWhole(elements.getFirst()))) {
            return noFrame;
        }
        if (type != 2) {
            return version == OcppVersion.V2_0_1 ? "MessageTypeNotSupported" : SILENCE;
        }
        boolean good = elements.size() == 4
                && elements.get(1).isId()
                && elements.get(2).isName();
        return good ? FRAME : in16 ? "FormationViolation" : "RpcFrameworkError";
    }

    private static String answer(int type, @Nullable List<Element> elements) {
        if (elements == null) {
            return BROKEN_ANSWER;
        }
        if (elements.size() < 2 || !elements.get(1).isId()) {
            return SILENCE;
        }
        return (type == 3 ? elements.size() == 3 : elements.size() >= 3) ? FRAME : BROKEN_ANSWER;
    }

    private static String neverAnswered(int type, List<Element> elements) {
        boolean good = elements.size() >= 3 && elements.get(1).isId();
        if (type == 6) {
            good = good && elements.size() == 4 && elements.get(2).isName();
        }
        return good ? FRAME : SILENCE;
    }

    /** Returns the message type of a text that starts like a frame, or -1. One digit only. */
    private static int type(String text, @Nullable List<Element> elements) {
        Matcher beginning = BEGINNING.matcher(text);
        if (!beginning.matches() || (elements != null && elements.isEmpty())) {
            return -1;
        }
        String type = beginning.group(1);
        return type.length() == 1 ? type.charAt(0) - '0' : -1;
    }

    private static boolean isWhole(Element element) {
        return element.token() == JsonToken.NUMBER && element.text().matches("-?\\d+");
    }

    /** Returns the elements of a JSON array, or null if the text is not an array. */
    private static @Nullable List<Element> elements(String text) {
        if (text.startsWith("\uFEFF")) {
            return null; // which Gson ignores
        }
        // Gson rejects an unpaired surrogate in a string. The frame reader accepts it like any other character.
        String whole = HALF_A_PAIR.matcher(text).replaceAll("?");
        String readable = ESCAPED_HALF_A_PAIR.matcher(whole).replaceAll("\\\\u0041");
        JsonReader reader = new JsonReader(new StringReader(readable));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(Integer.MAX_VALUE);
        List<Element> elements = new ArrayList<>();
        try {
            reader.beginArray();
            while (reader.hasNext()) {
                elements.add(new Element(reader.peek(), value(reader)));
            }
            reader.endArray();
            return reader.peek() == JsonToken.END_DOCUMENT ? elements : null;
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    /**
     * Reads a value completely, because Gson skips values too leniently. Returns the last string in it, which is the whole
     * value of a scalar.
     */
    private static String value(JsonReader reader) throws IOException {
        String text = "";
        int depth = 0;
        do {
            switch (reader.peek()) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case NAME -> text = reader.nextName();
                case STRING, NUMBER -> text = reader.nextString();
                case BOOLEAN -> text = Boolean.toString(reader.nextBoolean());
                case NULL -> reader.nextNull();
                case END_DOCUMENT -> throw new IOException("the text ends inside of a value");
            }
        } while (depth > 0);
        return text;
    }
}
