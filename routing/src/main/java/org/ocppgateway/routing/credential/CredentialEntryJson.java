package org.ocppgateway.routing.credential;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * The JSON form of a {@link CredentialEntry}. Unknown members are ignored, so that gateways of different releases can read it; null counts
 * as absent. A known member of the wrong type makes the entry invalid.
 */
public final class CredentialEntryJson {
    /** Longest text of one entry, in characters. */
    public static final int MAX_LENGTH = 16_384;

    private static final String PROFILE = "profile";
    private static final String PASSWORD_HASH = "passwordHash";
    private static final String PREVIOUS_PASSWORD_HASH = "previousPasswordHash";
    private static final String CERTIFICATE_SUBJECT = "certificateSubject";
    private static final String BLOCKED = "blocked";
    private static final String ALLOW_DOWNGRADE = "allowDowngrade";
    private static final String UPDATED_AT = "updatedAt";

    private CredentialEntryJson() {}

    /** Reads one entry, which is the whole text. */
    public static CredentialEntry parse(String text) throws InvalidCredentialEntryException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidCredentialEntryException("the entry is longer than " + MAX_LENGTH + " characters");
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            CredentialEntry entry = read(reader);
            var unused = reader.peek(); // strict: fails if anything follows
            return entry;
        } catch (IOException e) {
            throw new InvalidCredentialEntryException("the entry is not JSON");
        }
    }

    /**
     * Reads the entry that comes next, and nothing after it.
     *
     * @throws IOException if that is not JSON
     */
    public static CredentialEntry read(JsonReader reader) throws IOException, InvalidCredentialEntryException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            throw new InvalidCredentialEntryException("the entry must be a JSON object");
        }
        JsonObject members = new JsonObject();
        Set<String> names = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (!names.add(name)) {
                throw new InvalidCredentialEntryException("a member occurs twice: " + printable(name));
            }
            members.add(name, value(reader));
        }
        reader.endObject();
        return entry(members);
    }

    /** The next value. One with members or elements is skipped and returned as an empty object. */
    private static JsonElement value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(new LazilyParsedNumber(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> {
                reader.skipValue();
                yield new JsonObject();
            }
        };
    }

    /** The entry as text. */
    public static String write(CredentialEntry entry) {
        return write(entry, null);
    }

    /**
     * The entry as text, with the members that are not known here taken over from its earlier text.
     *
     * @param earlier the text that the new one replaces; null for none
     */
    public static String write(CredentialEntry entry, @Nullable String earlier) {
        JsonObject members = new JsonObject();
        members.addProperty(PROFILE, entry.profile().level());
        add(members, PASSWORD_HASH, entry.passwordHash());
        add(members, PREVIOUS_PASSWORD_HASH, entry.previousPasswordHash());
        add(members, CERTIFICATE_SUBJECT, entry.certificateSubject());
        if (entry.blocked()) {
            members.addProperty(BLOCKED, true);
        }
        if (entry.allowDowngrade()) {
            members.addProperty(ALLOW_DOWNGRADE, true);
        }
        add(
                members,
                UPDATED_AT,
                entry.updatedAt() == null ? null : entry.updatedAt().toString());
        unknownMembers(earlier).entrySet().forEach(each -> members.add(each.getKey(), each.getValue()));
        return members.toString();
    }

    private static JsonObject unknownMembers(@Nullable String earlier) {
        JsonObject members = object(earlier);
        for (String known : Set.of(
                PROFILE,
                PASSWORD_HASH,
                PREVIOUS_PASSWORD_HASH,
                CERTIFICATE_SUBJECT,
                BLOCKED,
                ALLOW_DOWNGRADE,
                UPDATED_AT)) {
            members.remove(known);
        }
        return members;
    }

    private static JsonObject object(@Nullable String text) {
        if (text != null) {
            try {
                JsonElement parsed = JsonParser.parseString(text);
                if (parsed.isJsonObject()) {
                    return parsed.getAsJsonObject();
                }
            } catch (JsonParseException e) {
                return new JsonObject(); // an unreadable text has no members to keep
            }
        }
        return new JsonObject();
    }

    private static void add(JsonObject members, String name, @Nullable String value) {
        if (value != null) {
            members.addProperty(name, value);
        }
    }

    private static CredentialEntry entry(JsonObject members) throws InvalidCredentialEntryException {
        try {
            return new CredentialEntry(
                    profile(members),
                    text(members, PASSWORD_HASH),
                    text(members, PREVIOUS_PASSWORD_HASH),
                    text(members, CERTIFICATE_SUBJECT),
                    flag(members, BLOCKED),
                    flag(members, ALLOW_DOWNGRADE),
                    time(members, UPDATED_AT));
        } catch (IllegalArgumentException e) {
            throw new InvalidCredentialEntryException(String.valueOf(e.getMessage()));
        }
    }

    private static SecurityProfile profile(JsonObject members) throws InvalidCredentialEntryException {
        JsonPrimitive value = primitive(members, PROFILE);
        if (value == null) {
            throw new InvalidCredentialEntryException("profile is missing");
        }
        if (value.isNumber()) {
            for (SecurityProfile profile : SecurityProfile.values()) {
                if (value.getAsString().equals(Integer.toString(profile.level()))) {
                    return profile;
                }
            }
        }
        throw new InvalidCredentialEntryException("profile must be the number 0, 1, 2 or 3");
    }

    private static @Nullable String text(JsonObject members, String name) throws InvalidCredentialEntryException {
        JsonPrimitive value = primitive(members, name);
        if (value != null && !value.isString()) {
            throw new InvalidCredentialEntryException(name + " must be text");
        }
        return value == null ? null : value.getAsString();
    }

    private static boolean flag(JsonObject members, String name) throws InvalidCredentialEntryException {
        JsonPrimitive value = primitive(members, name);
        if (value != null && !value.isBoolean()) {
            throw new InvalidCredentialEntryException(name + " must be true or false");
        }
        return value != null && value.getAsBoolean();
    }

    private static @Nullable Instant time(JsonObject members, String name) throws InvalidCredentialEntryException {
        String value = text(members, name);
        try {
            return value == null ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidCredentialEntryException(name + " must be a time as in RFC 3339");
        }
    }

    private static @Nullable JsonPrimitive primitive(JsonObject members, String name)
            throws InvalidCredentialEntryException {
        JsonElement value = members.get(name);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw new InvalidCredentialEntryException(name + " must be a single value");
        }
        return value.getAsJsonPrimitive();
    }

    private static String printable(String name) {
        String start = name.length() > 40 ? name.substring(0, 40) : name;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
