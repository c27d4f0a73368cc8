package org.ocppgateway.protocol.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.UnifiedModel;

/** The contract as one AsyncAPI 3.0 document: topics, their writers and readers, and their messages. */
final class AsyncApi {
    private static final String BINDING_VERSION = "0.5.0";
    private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";
    private static final String DEAD_LETTER = "DeadLetter";

    private AsyncApi() {}

    static Map<String, Object> document() {
        return Json.object(
                "asyncapi", "3.0.0",
                "info", info(),
                "defaultContentType", "application/json",
                "channels", channels(),
                "operations", operations(),
                "components", Json.object("messages", messages(), "messageTraits", traits()));
    }

    private static Map<String, Object> info() {
        return Json.object(
                "title",
                "Charge-point gateway",
                "version",
                UnifiedModel.CONTRACT_VERSION + ".0.0",
                "description",
                """
                The records that the gateway and a backend exchange over Kafka, independent of the OCPP version of a charge point.

                Operations tagged `gateway` are those of the gateway, operations tagged `backend` the opposite ones. All values \
                are UTF-8 JSON. Names and partitions of topics are the defaults; they can be configured. Fields and event types \
                that a backend does not know must be ignored. Written by ops/contract; do not edit.""",
                "license",
                Json.object("name", "Apache License 2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    }

    private static Map<String, Object> channels() {
        Map<String, Object> channels = new LinkedHashMap<>();
        for (Channel channel : Channel.values()) {
            Map<String, Object> messages = new LinkedHashMap<>();
            messageNames(channel).forEach(name -> messages.put(name, Json.reference("#/components/messages/" + name)));
            Map<String, Object> kafka = Json.object(
                    "topic", channel.topic(), "partitions", channel.partitions(), "bindingVersion", BINDING_VERSION);
            channels.put(
                    channel.id(),
                    Json.object(
                            "address", channel.topic(),
                            "description", channel.doc(),
                            "messages", messages,
                            "bindings", Json.object("kafka", kafka)));
        }
        return channels;
    }

    private static Stream<String> messageNames(Channel channel) {
        return channel.records().isEmpty()
                ? Stream.of(DEAD_LETTER)
                : channel.records().stream().flatMap(AsyncApi::messageNames);
    }

    /** A result has fields of its type only if the command reads data; all others have the general form. */
    private static Stream<String> messageNames(RecordKind kind) {
        Stream<String> typed = kind.types().stream().map(kind::recordName);
        return kind == RecordKind.RESULT ? Stream.concat(Stream.of(kind.word()), typed) : typed;
    }

    private static Map<String, Object> operations() {
        Map<String, Object> sendCommands =
                operation("send", Channel.COMMANDS, RecordKind.COMMAND, "backend", "Send commands to charge points.");
        sendCommands.put("reply", Json.object("channel", reference(Channel.RESULTS)));
        return Json.object(
                "publishEvents",
                operation("send", Channel.EVENTS, null, "gateway", "Publish the messages of charge points."),
                "consumeCommands",
                operation("receive", Channel.COMMANDS, null, "gateway", "Carry out commands, and apply decisions."),
                "publishResults",
                operation("send", Channel.RESULTS, null, "gateway", "Publish the outcome of each command."),
                "publishDeadLetters",
                operation("send", Channel.DEAD_LETTERS, null, "gateway", "Store records that cannot be handled."),
                "consumeEvents",
                operation("receive", Channel.EVENTS, null, "backend", "Receive the messages of charge points."),
                "sendCommands",
                sendCommands,
                "sendReplies",
                operation(
                        "send",
                        Channel.COMMANDS,
                        RecordKind.REPLY,
                        "backend",
                        "Decide the answer that an event requests."),
                "consumeResults",
                operation("receive", Channel.RESULTS, null, "backend", "Receive the outcomes of commands."),
                "consumeDeadLetters",
                operation("receive", Channel.DEAD_LETTERS, null, "backend", "Find records that are not commands."));
    }

    /** @param kind the only kind of records of the operation, or null for all records of the channel */
    private static Map<String, Object> operation(
            String action, Channel channel, @Nullable RecordKind kind, String whose, String summary) {
        String messages = "#/channels/" + channel.id() + "/messages/";
        return Json.object(
                "action",
                action,
                "channel",
                reference(channel),
                "summary",
                summary,
                "tags",
                List.of(Json.object("name", whose)),
                "messages",
                (kind == null ? messageNames(channel) : messageNames(kind))
                        .map(name -> Json.reference(messages + name))
                        .toList());
    }

    private static Map<String, Object> reference(Channel channel) {
        return Json.reference("#/channels/" + channel.id());
    }

    private static Map<String, Object> messages() {
        Map<String, Object> messages = new LinkedHashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            if (kind == RecordKind.RESULT) {
                messages.put(
                        kind.word(),
                        message(kind, kind.lowerCase(), kind.envelope().doc(), kind.word()));
            }
            for (ObjectType type : kind.types()) {
                messages.put(kind.recordName(type), message(kind, type.name(), type.doc(), kind.recordName(type)));
            }
        }
        messages.put(
                DEAD_LETTER,
                Json.object(
                        "name",
                        "dead-letter",
                        "summary",
                        "A record as it was found.",
                        "payload",
                        Json.object("description", "Any bytes."),
                        "traits",
                        List.of(Json.reference("#/components/messageTraits/" + DEAD_LETTER))));
        return messages;
    }

    private static Map<String, Object> message(RecordKind kind, String name, String summary, String definition) {
        return Json.object(
                "name",
                name,
                "summary",
                summary,
                "payload",
                Json.object(
                        "schemaFormat", SCHEMA_FORMAT, "schema", Json.reference(kind.file() + "#/$defs/" + definition)),
                "traits",
                List.of(Json.reference("#/components/messageTraits/" + kind.word())));
    }

    /** Properties that all messages of a kind share. */
    private static Map<String, Object> traits() {
        return Json.object(
                RecordKind.EVENT.word(),
                trait(Channel.EVENTS, EventEncoder.CONTENT_TYPE, null),
                RecordKind.COMMAND.word(),
                trait(Channel.COMMANDS, "application/json", "commandId"),
                RecordKind.REPLY.word(),
                trait(Channel.COMMANDS, "application/json", "requestId"),
                RecordKind.RESULT.word(),
                trait(Channel.RESULTS, "application/json", "commandId"),
                DEAD_LETTER,
                trait(Channel.DEAD_LETTERS, "application/octet-stream", null));
    }

    private static Map<String, Object> trait(Channel channel, String contentType, @Nullable String correlation) {
        List<Header> headers = Header.of(channel);
        Map<String, Object> properties = new LinkedHashMap<>();
        headers.forEach(header -> properties.put(header.name(), header.schema()));
        Map<String, Object> key = Json.object("type", "string", "description", channel.key());
        return Json.object(
                "headers",
                Json.object(
                        "type",
                        "object",
                        "properties",
                        properties,
                        "required",
                        headers.stream()
                                .filter(Header::required)
                                .map(Header::name)
                                .toList()),
                "contentType",
                contentType,
                "correlationId",
                correlation == null ? null : Json.object("location", "$message.payload#/" + correlation),
                "bindings",
                Json.object("kafka", Json.object("key", key, "bindingVersion", BINDING_VERSION)));
    }
}
