package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/**
 * No field of a command is lost silently. For every version, each field is sent, makes the command invalid, or is documented as
 * ignored in the reference. The statements of the reference about versions are correct. Each optional field is added to a
 * command with several values in turn.
 */
class CommandFieldsTest {
    /** Commands that need more than their required fields, or that become different actions. */
    private static final Map<String, List<String>> MORE = Map.ofEntries(
            Map.entry("change.availability", List.of("{}", "{'evseId':1}", "{'evseId':0}")),
            Map.entry("clear.charging.profile", List.of("{}", "{'evseId':1}")),
            Map.entry("customer.information", List.of("{}", "{'idToken':'T'}")),
            Map.entry("get.composite.schedule", List.of("{'connectorId':1}", "{'evseId':1}")),
            Map.entry("get.installed.certificates", List.of("{}", "{'certificateTypes':['CSMSRootCertificate']}")),
            Map.entry("get.log", List.of("{}", "{'logType':'SecurityLog'}")),
            Map.entry("remote.start", List.of("{}", "{'evseId':1}")),
            Map.entry("reserve", List.of("{}", "{'evseId':1}")),
            Map.entry("set.charging.profile", List.of("{'connectorId':1}", "{'evseId':1}")),
            Map.entry("set.configuration", List.of("{'component':'C','variable':'V'}", "{'key':'HeartbeatInterval'}")),
            Map.entry("trigger.message", List.of("{}", "{'message':'CustomTrigger'}", "{'message':'Heartbeat'}")),
            Map.entry("unlock.connector", List.of("{'connectorId':1}", "{'evseId':1}")),
            Map.entry("update.firmware", List.of("{'signature':'S','signingCertificate':'C'}", "{}")));

    private static final Pattern SENTENCE = Pattern.compile("(?<=\\.) ");
    private static final String ANY_CALL = "ocpp.call";

    /** Effect of a field. */
    private enum Treatment {
        SENT,
        IGNORED,
        INVALID
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsSentOrInvalidOrDocumentedAsIgnored(OcppVersion version) {
        Set<String> problems = new TreeSet<>();
        treatments(version)
                .forEach((field, treatments) -> treatments.forEach((treatment, doc) -> {
                    if (treatment == Treatment.IGNORED && !saysIgnored(doc, version)) {
                        problems.add(field + " is ignored; the reference says: " + doc);
                    }
                }));
        assertEquals(Set.of(), problems);
    }

    @ParameterizedTest
    @EnumSource
    void documentationNamesTheVersionsThatLackAField(OcppVersion version) {
        Set<String> problems = new TreeSet<>();
        treatments(version)
                .forEach((field, treatments) -> treatments.forEach((treatment, doc) -> {
                    boolean never = treatment == Treatment.INVALID && !treatments.containsKey(Treatment.SENT);
                    if (never && !lacks(doc, version)) {
                        problems.add(field + " is always invalid; the reference says: " + doc);
                    } else if (treatment == Treatment.SENT && lacks(doc, version)) {
                        problems.add(field + " is sent; the reference says: " + doc);
                    }
                }));
        assertEquals(Set.of(), problems);
    }

    @ParameterizedTest
    @EnumSource
    void commandWorksInTheVersionsOfTheReference(OcppVersion version) {
        Set<String> problems = new TreeSet<>();
        for (ObjectType type : UnifiedModel.commands().commands()) {
            boolean reached = examples(type).stream()
                    .anyMatch(data -> handler(version).translate(command(type, data)) instanceof Downlink.Call);
            if (!type.name().equals(ANY_CALL) && reached != names(type.doc(), version)) {
                problems.add(type.name() + (reached ? " is sent" : " is not sent") + ": " + type.doc());
            }
        }
        assertEquals(Set.of(), problems);
    }

    private static boolean names(String doc, OcppVersion version) {
        return switch (version) {
            case V1_6 -> doc.contains("1.6: ") || doc.contains("1.6, 2.x: ");
            case V2_0_1 -> doc.contains("2.x: ");
            case V2_1 -> doc.contains("2.x: ") || doc.contains("2.1: ");
        };
    }

    private static boolean lacks(String doc, OcppVersion version) {
        return switch (version) {
            case V1_6 -> doc.contains("2.x only") || doc.contains("2.1 only");
            case V2_0_1 -> doc.contains("2.1 only");
            case V2_1 -> false;
        };
    }

    /** A sentence that names no version applies to all of them. */
    private static boolean saysIgnored(String doc, OcppVersion version) {
        return SENTENCE.splitAsStream(doc).anyMatch(sentence -> {
            boolean all = !sentence.contains("1.6") && !sentence.contains("2.0.1") && !sentence.contains("2.x");
            boolean this2 = version != OcppVersion.V1_6 && sentence.contains("2.x");
            return sentence.startsWith("Ignored") && (all || this2 || sentence.contains(version.label()));
        });
    }

    /** Returns the effect of each field of each command, with the text of the reference. */
    private static Map<String, Map<Treatment, String>> treatments(OcppVersion version) {
        Map<String, Map<Treatment, String>> treatments = new TreeMap<>();
        for (ObjectType type : UnifiedModel.commands().commands()) {
            if (!type.name().equals(ANY_CALL)) {
                for (JsonObject data : examples(type)) {
                    new Probe(handler(version), type, data, treatments).fields(type, data, type.name());
                }
            }
        }
        return treatments;
    }

    private static List<JsonObject> examples(ObjectType type) {
        List<JsonObject> examples = new ArrayList<>();
        for (String more : MORE.getOrDefault(type.name(), List.of("{}"))) {
            JsonObject data = CommandExamples.minimal(type);
            JsonParser.parseString(more).getAsJsonObject().asMap().forEach(data::add);
            examples.add(data);
        }
        return examples;
    }

    private static VersionHandler handler(OcppVersion version) {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }

    private static Command command(ObjectType type, JsonObject data) {
        return new Command(
                "c-1",
                new ChargePointId("CP-007"),
                type.name(),
                data.toString(),
                null,
                null,
                Command.Priority.NORMAL,
                false);
    }

    /**
     * One command in one version, to which one more field is added at a time.
     *
     * @param treatments collects the effects
     */
    private record Probe(
            VersionHandler handler,
            ObjectType command,
            JsonObject data,
            Map<String, Map<Treatment, String>> treatments) {

        /** @param holder object of this type in the data */
        void fields(ObjectType type, JsonObject holder, String path) {
            if (!(translated() instanceof Downlink.Call without)) {
                return;
            }
            for (Field field : type.fields()) {
                JsonElement before = holder.get(field.name());
                String name = path + '/' + field.name();
                Treatment treatment = treatment(CommandExamples.of(type, field), field.name(), holder, without);
                if (treatment != null) {
                    treatments
                            .computeIfAbsent(name, added -> new EnumMap<>(Treatment.class))
                            .put(treatment, field.doc() + ' ' + type.doc());
                }
                ObjectType inner = inner(field);
                if (inner != null) {
                    JsonElement value =
                            before == null ? CommandExamples.of(type, field).getFirst() : before;
                    holder.add(field.name(), value);
                    JsonElement one = value instanceof JsonArray array ? array.get(0) : value;
                    fields(inner, one.getAsJsonObject(), name);
                }
                restore(holder, field.name(), before);
            }
        }

        private Downlink translated() {
            return handler.translate(CommandFieldsTest.command(command, data));
        }

        /** Returns null for an object that already exists; its fields are tested one by one. */
        private @Nullable Treatment treatment(
                List<JsonElement> values, String name, JsonObject holder, Downlink.Call without) {
            JsonElement before = holder.get(name);
            int same = 0;
            int invalid = 0;
            for (JsonElement value : values) {
                if (!value.equals(before)) {
                    holder.add(name, value);
                    Downlink with = translated();
                    if (with instanceof Downlink.Invalid) {
                        invalid++;
                    } else if (with.equals(without)) {
                        same++;
                    } else {
                        return Treatment.SENT;
                    }
                }
            }
            if (same + invalid == 0) {
                return null;
            }
            // A single value may equal another field or the default.
            return same > 1 || invalid == 0 ? Treatment.IGNORED : Treatment.INVALID;
        }

        private static void restore(JsonObject holder, String name, @Nullable JsonElement before) {
            if (before == null) {
                holder.remove(name);
            } else {
                holder.add(name, before);
            }
        }

        private static @Nullable ObjectType inner(Field field) {
            if (field.type() instanceof ObjectType object) {
                return object;
            }
            return field.type() instanceof ArrayType array && array.element() instanceof ObjectType object
                    ? object
                    : null;
        }
    }
}
