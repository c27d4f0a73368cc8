package org.ocppgateway.gateway.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;

/** Reads the list of tolerated quirks. An entry is a name, or an object that limits the quirk to a make of charge points. */
final class ToleratedQuirks {
    private static final Set<String> KEYS = Set.of("quirk", "vendor", "model", "firmware");

    private final Section section;
    private final String key;

    ToleratedQuirks(Section section, String key) {
        this.section = section;
        this.key = key;
    }

    List<Tolerance.Rule> read() {
        List<Tolerance.Rule> rules = new ArrayList<>();
        for (ConfigValue entry : section.list(key)) {
            Tolerance.Rule rule = entry instanceof ConfigObject object ? limited(object) : unlimited(entry);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private Tolerance.@Nullable Rule unlimited(ConfigValue name) {
        Quirk quirk = quirk(String.valueOf(name.unwrapped()));
        return quirk == null ? null : new Tolerance.Rule(quirk, null, null, null);
    }

    private Tolerance.@Nullable Rule limited(ConfigObject object) {
        Map<String, Object> values = object.unwrapped();
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            section.problem(key, "unknown " + String.join(", ", unknown) + "; an entry has " + new TreeSet<>(KEYS));
            return null;
        }
        Quirk quirk = quirk(String.valueOf(values.getOrDefault("quirk", "without a name")));
        return quirk == null
                ? null
                : new Tolerance.Rule(quirk, text(values, "vendor"), text(values, "model"), text(values, "firmware"));
    }

    private static @Nullable String text(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    private @Nullable Quirk quirk(String name) {
        return Quirk.ofLabel(name).orElseGet(() -> {
            String known = Arrays.stream(Quirk.values()).map(Quirk::label).collect(Collectors.joining(", "));
            section.problem(key, "there is no quirk " + name + "; there are " + known);
            return null;
        });
    }
}
