package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.ChargePointId;

class CommandReaderTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");

    @Test
    void readsACompleteCommand() {
        String record = """
                {"commandId":"c-1","chargePointId":"CP-007","type":"remote.start","data":{"connectorId":1,"idToken":"T"},
                "issuedAt":"2026-11-21T09:30:00Z","expiresAt":"2026-11-21T10:31:00.5+01:00","priority":"urgent","resend":true,
                "somethingElse":[]}""";
        Command expected = new Command(
                "c-1",
                CP,
                "remote.start",
                "{\"connectorId\":1,\"idToken\":\"T\"}",
                Instant.parse("2026-11-21T09:30:00Z"),
                Instant.parse("2026-11-21T09:31:00.5Z"),
                Command.Priority.URGENT,
                true);
        assertEquals(new CommandsDownRecord.ForChargePoint(expected), read(record));
    }

    @Test
    void appliesDefaults() {
        Command expected = new Command("17", CP, "clear.cache", "{}", null, null, Command.Priority.NORMAL, false);
        assertEquals(
                new CommandsDownRecord.ForChargePoint(expected),
                read("{\"commandId\":17,\"chargePointId\":\"CP-007\",\"type\":\"clear.cache\",\"expiresAt\":null}"));
    }

    @Test
    void readsAReply() {
        assertEquals(
                new CommandsDownRecord.Decision("r-1", "{\"status\":\"accepted\"}"),
                read("{\"type\":\"reply\",\"requestId\":\"r-1\",\"payload\":{\"status\":\"accepted\"}}"));
    }

    @Test
    void aNoteOfThePreviousReleaseIsRecognised() {
        assertEquals(new CommandsDownRecord.Sending(), read("{\"type\":\"sending\",\"commandId\":\"c-1\"}"));
    }

    @Test
    void invalidCommandWithIdsGetsAResult() {
        assertEquals(
                new CommandsDownRecord.Invalid(
                        new Command(
                                "c-1",
                                CP,
                                "reset",
                                "{}",
                                Instant.parse("2026-11-21T10:00:00Z"),
                                null,
                                Command.Priority.NORMAL,
                                true),
                        "/priority is not one of normal, urgent"),
                read("{\"commandId\":\"c-1\",\"chargePointId\":\"CP-007\",\"type\":\"reset\",\"priority\":\"now\","
                        + "\"issuedAt\":\"2026-11-21T10:00:00Z\",\"data\":{\"type\":\"soft\"},\"resend\":true}"));
        assertEquals(
                new CommandsDownRecord.Invalid(invalid(""), "/type is missing"),
                read("{\"commandId\":\"c-1\",\"chargePointId\":\"CP-007\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"issuedAt\":7",
                "\"issuedAt\":\"yesterday\"",
                "\"issuedAt\":{}",
                "\"expiresAt\":[\"2026-11-21T10:00:00Z\",\"2026-11-21T10:00:00Z\"]",
                "\"resend\":\"maybe\"",
                "\"priority\":3"
            })
    void aFieldOfAnotherTypeIsAbsentFromIt(String field) {
        CommandsDownRecord read =
                read("{\"commandId\":\"c-1\",\"chargePointId\":\"CP-007\",\"type\":\"reset\"," + field + "}");

        assertEquals(
                invalid("reset"),
                assertInstanceOf(CommandsDownRecord.Invalid.class, read).command());
    }

    private static Command invalid(String type) {
        return new Command("c-1", CP, type, "{}", null, null, Command.Priority.NORMAL, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "{\"commandId\":\"\",\"chargePointId\":\"CP-007\",\"type\":\"reset\"}",
                "{\"commandId\":\"c-1\",\"type\":\"reset\"}",
                "{\"commandId\":\"c-1\",\"chargePointId\":\"a/b\",\"type\":\"reset\"}",
                "{\"type\":\"reply\"}",
                "{\"commandId\":\"c-1\",\"chargePointId\":\"CP-007\",\"type\":\"reset\"} {}",
            })
    void recordWithoutIdsIsUndecodable(String record) {
        assertInstanceOf(CommandsDownRecord.Undecodable.class, read(record));
    }

    @Test
    void recordThatIsNotUtf8IsUndecodable() {
        assertInstanceOf(CommandsDownRecord.Undecodable.class, CommandReader.read(new byte[] {'{', (byte) 0xff, '}'}));
        assertInstanceOf(
                CommandsDownRecord.Undecodable.class, CommandReader.read(new byte[CommandReader.MAX_LENGTH + 1]));
    }

    private static CommandsDownRecord read(String record) {
        return CommandReader.read(record.getBytes(StandardCharsets.UTF_8));
    }
}
