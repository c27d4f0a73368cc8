package org.ocppgateway.ops.dev;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Spelling;
import org.ocppgateway.protocol.model.UnifiedModel;

/** A command as somebody typed it. Says what is wrong with it before it is sent, and what was perhaps meant. */
record TypedCommand(String type, JsonObject data) {

    /** Why the type is none, with the types that there are; empty if it is one. */
    Optional<String> typeProblem() {
        if (UnifiedModel.commands().command(type) != null) {
            return Optional.empty();
        }
        String types = UnifiedModel.commands().commands().stream()
                .map(ObjectType::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(UnifiedModel.unknownCommandType(type) + "\nThe types are: " + types);
    }

    /** The fields that the type does not have, which the gateway would ignore. The type is a known one. */
    List<String> fieldProblems() {
        ObjectType declared = Objects.requireNonNull(UnifiedModel.commands().command(type), type);
        List<String> names = declared.fields().stream().map(Field::name).toList();
        List<String> problems = new ArrayList<>();
        for (String name : data.keySet()) {
            if (!declared.declares(name) && !UnifiedModel.isOtherName(declared, name)) {
                String meant = Spelling.suggestion(names, name);
                problems.add(type + " has no field " + name + ", it is ignored"
                        + (meant == null
                                ? "; its fields are: " + String.join(", ", names)
                                : "; did you mean " + meant + '?'));
            }
        }
        return problems;
    }
}
