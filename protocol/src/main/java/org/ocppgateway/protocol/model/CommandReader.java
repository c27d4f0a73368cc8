package org.ocppgateway.protocol.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.Violation;

/** Reads records of {@code commands-down}. Never throws, whatever the bytes. */
public final class CommandReader {
    /** Maximum length of a record in bytes. Longer ones are not read. */
    public static final int MAX_LENGTH = 1 << 20;

    private static final String REPLY = "reply";
    private static final String SENDING = "sending";
    private static final ObjectType COMMAND_RECORD = type("Command");
    private static final ObjectType REPLY_RECORD = type("Reply");

    private CommandReader() {}

    public static CommandsDownRecord read(byte[] record) {
        if (record.length > MAX_LENGTH) {
            return new CommandsDownRecord.Undecodable("the record is longer than " + MAX_LENGTH + " bytes");
        }
        String json;
        try {
            json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(record))
                    .toString();
        } catch (CharacterCodingException e) {
            return new CommandsDownRecord.Undecodable("the record is not UTF-8");
        }
        ReadResult readResult = UnifiedModel.readRecord(COMMAND_RECORD, json);
        Payload fields = readResult.payload();
        if (fields == null) {
            return new CommandsDownRecord.Undecodable("the record is not a JSON object");
        }
        String type = fields.text("type");
        if (REPLY.equals(type)) {
            return decision(json);
        }
        return SENDING.equals(type) ? new CommandsDownRecord.Sending() : command(fields, readResult.refusal());
    }

    private static CommandsDownRecord decision(String json) {
        ReadResult readResult = UnifiedModel.readRecord(REPLY_RECORD, json);
        Payload fields = readResult.payload();
        String requestId = fields == null ? null : fields.text("requestId");
        if (fields == null || requestId == null || !readResult.valid()) {
            return new CommandsDownRecord.Undecodable("the reply is not valid: " + reason(readResult.refusal()));
        }
        return new CommandsDownRecord.Decision(requestId, orEmpty(fields.json("payload")));
    }

    private static CommandsDownRecord command(Payload fields, Optional<Violation> refusal) {
        String commandId = fields.text("commandId");
        ChargePointId chargePointId = chargePointId(fields.text("chargePointId"));
        if (commandId == null || commandId.isEmpty() || commandId.length() > 128 || chargePointId == null) {
            return new CommandsDownRecord.Undecodable(
                    "a command needs a commandId of 1 to 128 characters and a valid chargePointId");
        }
        String type = fields.text("type");
        Command command = new Command(
                commandId,
                chargePointId,
                type == null ? "" : type,
                orEmpty(fields.json("data")),
                instant(fields.text("issuedAt")),
                instant(fields.text("expiresAt")),
                "urgent".equals(fields.text("priority")) ? Command.Priority.URGENT : Command.Priority.NORMAL,
                Boolean.TRUE.equals(fields.flag("resend")));
        return type == null || refusal.isPresent()
                ? new CommandsDownRecord.Invalid(command.withoutData(), reason(refusal))
                : new CommandsDownRecord.ForChargePoint(command);
    }

    private static @Nullable ChargePointId chargePointId(@Nullable String value) {
        try {
            return value == null ? null : new ChargePointId(value);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Timestamps.parse(text);
    }

    private static String orEmpty(@Nullable String json) {
        return json == null || json.equals("null") ? "{}" : json;
    }

    private static String reason(Optional<Violation> refusal) {
        return refusal.map(Violation::explanation).orElse("a required field is missing");
    }

    private static ObjectType type(String name) {
        return Objects.requireNonNull(UnifiedModel.commands().type(name), name);
    }
}
