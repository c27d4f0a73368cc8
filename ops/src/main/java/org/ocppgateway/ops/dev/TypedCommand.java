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

/** A command as typed by a person. Reports mistakes before it is sent, with suggestions. */
record TypedCommand(String type, JsonObject data) {

    /** Describes an unknown type, with suggestions and all known types. Empty if the type is known. */
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

    /** Describes the fields that this known type does not have. The gateway ignores them. */
    List<String> fieldProblems() {
        ObjectType declared = Objects.requireNonNull(UnifiedModel.commands().command(type), type);
        List<String> names = declared.fields().stream().map(Field::name).toList();
        List<String> problems = new ArrayList<>();
        for (String name : data.keySet()) {
            if (!declared.declares(name) && !UnifiedModel.isAlias(declared, name)) {
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
