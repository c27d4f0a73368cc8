package org.ocppgateway.gateway.credential;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.password.InvalidPasswordHashException;
import org.ocppgateway.gateway.password.PasswordHash;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialEntryJson;
import org.ocppgateway.routing.credential.InvalidCredentialEntryException;

/** Reads a credentials file, one entry after the other, so that a large one needs no more memory than its entries. */
final class CredentialFile {
    private CredentialFile() {}

    /** @throws IOException if the file cannot be read or has a mistake; the message says where and what, without any hash */
    static Map<ChargePointId, CredentialEntry> read(Path path) throws IOException {
        try (JsonReader reader = new JsonReader(Files.newBufferedReader(path, StandardCharsets.UTF_8))) {
            reader.setStrictness(Strictness.STRICT);
            return read(path, reader);
        } catch (NoSuchFileException e) {
            throw new IOException(path + " does not exist", e);
        } catch (MistakeException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A mistake in the content. Its message names the place. */
    private static final class MistakeException extends IOException {
        private static final long serialVersionUID = 1L;

        MistakeException(String message) {
            super(message);
        }
    }

    private static Map<ChargePointId, CredentialEntry> read(Path path, JsonReader reader) throws IOException {
        Map<ChargePointId, CredentialEntry> entries = new HashMap<>();
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            throw new MistakeException(path + " must be one JSON object, from identity to entry");
        }
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            ChargePointId id = identity(path, name);
            if (entries.put(id, entry(path, id, reader)) != null) {
                throw new MistakeException(path + ": " + id + " occurs twice");
            }
        }
        reader.endObject();
        var unused = reader.peek(); // strict: fails if anything follows
        return entries;
    }

    private static ChargePointId identity(Path path, String name) throws MistakeException {
        try {
            return new ChargePointId(name);
        } catch (IllegalArgumentException e) {
            throw new MistakeException(path + ": no identity of a charge point, " + e.getMessage());
        }
    }

    private static CredentialEntry entry(Path path, ChargePointId id, JsonReader reader) throws IOException {
        try {
            CredentialEntry entry = CredentialEntryJson.read(reader);
            requireHash(entry.passwordHash());
            requireHash(entry.previousPasswordHash());
            return entry;
        } catch (InvalidCredentialEntryException | InvalidPasswordHashException e) {
            throw new MistakeException(path + ": " + id + ": " + e.getMessage());
        }
    }

    private static void requireHash(@Nullable String hash) throws InvalidPasswordHashException {
        if (hash != null) {
            PasswordHash.parse(hash);
        }
    }
}
