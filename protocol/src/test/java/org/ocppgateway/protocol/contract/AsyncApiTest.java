package org.ocppgateway.protocol.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.model.UnifiedModel;

/** Rules of AsyncAPI 3.0, and the expectations of a reader. */
class AsyncApiTest {
    private static final JsonObject DOCUMENT =
            JsonParser.parseString(Json.text(AsyncApi.document())).getAsJsonObject();

    @Test
    void documentHasTitleVersionAndLicense() {
        assertEquals("3.0.0", DOCUMENT.get("asyncapi").getAsString());
        JsonObject info = DOCUMENT.getAsJsonObject("info");
        assertTrue(info.has("title"));
        assertTrue(info.get("version").getAsString().startsWith(UnifiedModel.CONTRACT_VERSION + "."));
    }

    @ParameterizedTest(name = "{0} is written by the {1} and read by the {2}")
    @CsvSource({
        "events, gateway, backend",
        "commands, backend, gateway",
        "results, gateway, backend",
        "dead-letters, gateway, backend",
    })
    void everyTopicHasAWriterAndAReader(String channel, String writer, String reader) {
        assertTrue(DOCUMENT.getAsJsonObject("channels").has(channel));
        assertEquals(Set.of(writer), whoseOperations(channel, "send"));
        assertEquals(Set.of(reader), whoseOperations(channel, "receive"));
    }

    @Test
    void operationRefersToMessagesOfItsChannel() {
        for (JsonElement operation : values("operations")) {
            String channel = reference(operation.getAsJsonObject().get("channel"));
            for (JsonElement message : operation.getAsJsonObject().getAsJsonArray("messages")) {
                assertTrue(reference(message).startsWith(channel + "/messages/"), reference(message));
            }
        }
    }

    @Test
    void everyRecordTypeIsAMessage() {
        Set<String> messages = new TreeSet<>();
        for (JsonElement message : DOCUMENT.getAsJsonObject("channels")
                .getAsJsonObject("events")
                .getAsJsonObject("messages")
                .asMap()
                .values()) {
            String name = reference(message).replace("#/components/messages/", "");
            messages.add(DOCUMENT.getAsJsonObject("components")
                    .getAsJsonObject("messages")
                    .getAsJsonObject(name)
                    .get("name")
                    .getAsString());
        }
        Set<String> declared = UnifiedModel.events().events().stream()
                .map(ObjectType::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(declared, messages);
    }

    @ParameterizedTest
    @CsvSource({"Event, true, false", "Command, true, true", "Result, true, false"})
    void documentsTheHeadersOfRecords(String message, boolean trace, boolean hops) {
        JsonObject headers = DOCUMENT.getAsJsonObject("components")
                .getAsJsonObject("messageTraits")
                .getAsJsonObject(message)
                .getAsJsonObject("headers")
                .getAsJsonObject("properties");
        assertEquals(trace, headers.has("traceparent"));
        assertEquals(hops, headers.has("hops"));
    }

    private static Set<String> whoseOperations(String channel, String action) {
        Set<String> tags = new TreeSet<>();
        for (JsonElement element : values("operations")) {
            JsonObject operation = element.getAsJsonObject();
            if (reference(operation.get("channel")).equals("#/channels/" + channel)
                    && operation.get("action").getAsString().equals(action)) {
                operation
                        .getAsJsonArray("tags")
                        .forEach(tag ->
                                tags.add(tag.getAsJsonObject().get("name").getAsString()));
            }
        }
        return tags;
    }

    private static Iterable<JsonElement> values(String member) {
        return DOCUMENT.getAsJsonObject(member).asMap().values();
    }

    private static String reference(JsonElement node) {
        return node.getAsJsonObject().get("$ref").getAsString();
    }
}
