package org.ocppgateway.protocol.translation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Spelling;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/**
 * Determines the overall status of an answer, including answers with one status per element. Returns a misspelt status in the
 * spelling of the version.
 */
final class Statuses {
    private static final String ACCEPTED = "Accepted";
    private static final String REBOOT_REQUIRED = "RebootRequired";
    private static final Set<String> NAMES = Set.of("status", "attributeStatus");

    /** Maximum length in characters of a status that the version does not define. */
    private static final int MAX_LENGTH = 255;

    private Statuses() {}

    /** Returns null for an answer without a status. */
    static @Nullable String of(Payload answer) {
        String ownStatus = ownStatus(answer);
        return ownStatus == null ? ofList(answer) : ownStatus;
    }

    /** Returns the first failure. Without a failure, returns RebootRequired if any element has it. */
    private static @Nullable String ofList(Payload answer) {
        String best = null;
        for (Field field : answer.type().fields()) {
            for (Payload element : elements(answer, field)) {
                String status = ownStatus(element);
                if (status != null && !status.equals(ACCEPTED) && !status.equals(REBOOT_REQUIRED)) {
                    return status;
                }
                best = best == null || REBOOT_REQUIRED.equals(status) ? status : best;
            }
        }
        return best;
    }

    private static List<Payload> elements(Payload answer, Field field) {
        return field.type() instanceof ArrayType array && array.element() instanceof ObjectType
                ? answer.objects(field.name())
                : List.of();
    }

    private static @Nullable String ownStatus(Payload object) {
        for (Field field : object.type().fields()) {
            if (NAMES.contains(field.name())) {
                return normalized(field, object.text(field.name()));
            }
        }
        return null;
    }

    private static @Nullable String normalized(Field field, @Nullable String word) {
        if (word == null || !(field.type() instanceof EnumType enumeration)) {
            return word;
        }
        String text = UnpairedSurrogates.truncate(word, MAX_LENGTH);
        String match = Spelling.closest(enumeration.values(), text);
        return match == null ? text : match;
    }
}
