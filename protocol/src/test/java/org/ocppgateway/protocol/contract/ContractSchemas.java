package org.ocppgateway.protocol.contract;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Asserts that a record is valid by the schemas in {@code ops/docs/contract} and contains no type or field that they do not
 * declare.
 */
public final class ContractSchemas {
    private static final StrictSchema EVENT = schema("event");
    private static final StrictSchema COMMAND = schema("command");
    private static final StrictSchema REPLY = schema("reply");
    private static final StrictSchema RESULT = schema("result");

    private ContractSchemas() {}

    public static void assertEvent(byte[] event) {
        assertEvent(new String(event, StandardCharsets.UTF_8));
    }

    public static void assertEvent(String event) {
        EVENT.check(event);
    }

    public static void assertCommand(String command) {
        COMMAND.check(command);
    }

    public static void assertReply(String reply) {
        REPLY.check(reply);
    }

    public static void assertResult(String result) {
        RESULT.check(result);
    }

    /** Returns the folder of the contract documents. */
    public static Path folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("ops/docs/contract"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run the tests from inside of the project"));
    }

    private static StrictSchema schema(String record) {
        try {
            String text = Files.readString(folder().resolve(record + ".schema.json"));
            return new StrictSchema(record, JsonParser.parseString(text).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
