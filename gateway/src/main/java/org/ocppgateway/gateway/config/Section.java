package org.ocppgateway.gateway.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * One object of the configuration. A value that is missing, of the wrong type or out of range is recorded as a problem and replaced by a
 * valid one, so that all problems are found.
 */
final class Section {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private final String path;
    private final Config root;
    private final List<String> problems;
    private final Map<String, String> read;

    /**
     * Creates the section at {@code path}.
     *
     * @param problems receives the problems
     * @param read receives the full path of every key that is read, with a description of its values
     */
    Section(String path, Config root, List<String> problems, Map<String, String> read) {
        this.path = path;
        this.root = root;
        this.problems = problems;
        this.read = read;
    }

    Section section(String key) {
        return new Section(path + "." + key, root, problems, read);
    }

    int integer(String key, int least, int most) {
        int value = get(key, "number, " + least + " to " + most, this::whole, least);
        return within(key, value >= least && value <= most, least + " to " + most) ? value : least;
    }

    private int whole(String path) {
        requireWhole(path);
        return root.getInt(path);
    }

    /** Refuses a number that the library would round silently. */
    private void requireWhole(String path) {
        ConfigValue value = root.getValue(path);
        if (NUMBER.matcher(String.valueOf(value.unwrapped())).matches()
                && root.getDouble(path) != Math.rint(root.getDouble(path))) {
            throw new ConfigException.BadValue(
                    value.origin(), path, "must be a whole number, not " + value.unwrapped());
        }
    }

    /** Reads a number from 0 to 1. */
    double fraction(String key) {
        double value = get(key, "number, 0 to 1", root::getDouble, 0.0);
        return within(key, value >= 0 && value <= 1, "0 to 1") ? value : 0;
    }

    /** Reads a size in bytes, for example {@code 1 MiB}. */
    int bytes(String key, int least, int most) {
        long value = get(
                key,
                "size, " + Units.bytes(least) + " to " + Units.bytes(most),
                path -> {
                    requireWhole(path);
                    return root.getBytes(path);
                },
                (long) least);
        return within(key, value >= least && value <= most, least + " to " + most + " bytes") ? (int) value : least;
    }

    Duration duration(String key, Duration least, Duration most) {
        Duration value =
                get(key, "duration, " + Units.text(least) + " to " + Units.text(most), this::durationWithUnit, least);
        boolean fits = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        return within(key, fits, least.toMillis() + " ms to " + most.toSeconds() + " s") ? value : least;
    }

    /** Refuses a number without unit other than 0, which the library would read as milliseconds. */
    private Duration durationWithUnit(String path) {
        ConfigValue value = root.getValue(path);
        String text = String.valueOf(value.unwrapped()).strip();
        if (NUMBER.matcher(text).matches() && root.getDouble(path) != 0) {
            throw new ConfigException.BadValue(
                    value.origin(), path, "has no unit; write " + text + " ms or " + text + " s");
        }
        return root.getDuration(path);
    }

    /** Reads a rate limit from two keys. */
    RateLimit rate(String perSecond, String burst) {
        return new RateLimit(integer(perSecond, 0, Ranges.MAX_COUNT), integer(burst, 1, Ranges.MAX_COUNT));
    }

    /** Returns the configured value, or the automatic one for {@code auto}. */
    <N> N orAuto(String key, Supplier<N> auto, Function<String, N> configured) {
        boolean automatic = "auto".equals(text(key));
        read.put(full(key), "auto, or a number");
        return automatic ? auto.get() : configured.apply(key);
    }

    boolean flag(String key) {
        return get(key, "true or false", root::getBoolean, false);
    }

    String text(String key) {
        return get(key, "text", root::getString, "");
    }

    List<String> texts(String key) {
        return get(key, "list of text", root::getStringList, List.of());
    }

    /** Reads values of several types. The caller checks them. */
    List<ConfigValue> list(String key) {
        return get(key, "list", path -> List.copyOf(root.getList(path)), List.of());
    }

    /** Reads arbitrary keys with values of any type. The caller checks them. */
    Map<String, ConfigValue> entries(String key) {
        return new TreeMap<>(get(
                key,
                "object",
                path -> root.getObject(path),
                ConfigFactory.empty().root()));
    }

    /** Returns the names in an object whose entries are sections. Does not read their keys. */
    Set<String> names(String key) {
        return root.hasPath(full(key)) ? new TreeSet<>(root.getObject(full(key)).keySet()) : Set.of();
    }

    /** Reads a value with a parser. The message of its exception becomes a problem. */
    <T> T parsed(String key, Function<String, T> parse, T otherwise) {
        String text = text(key);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** Reads an enum constant in lower case with hyphens. */
    <E extends Enum<E>> E word(String key, Class<E> type) {
        E[] values = type.getEnumConstants();
        String text = text(key);
        String words = Arrays.stream(values).map(Section::wordOf).collect(Collectors.joining(", "));
        read.put(full(key), "one of " + words);
        for (E value : values) {
            if (wordOf(value).equals(text)) {
                return value;
            }
        }
        problem(key, "must be one of " + words);
        return values[0];
    }

    private static String wordOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads arbitrary keys with text values. A dot is part of a key. */
    Map<String, String> properties(String key) {
        Map<String, String> values = new TreeMap<>();
        Config object = get(key, "object with text values", root::getConfig, ConfigFactory.empty());
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            if (entry.getValue().valueType() == ConfigValueType.LIST) {
                problems.add(full(key) + "." + entry.getKey() + " must be text, not a list");
            } else {
                values.put(
                        String.join(".", ConfigUtil.splitPath(entry.getKey())),
                        String.valueOf(entry.getValue().unwrapped()));
            }
        }
        return values;
    }

    /** Accepts a key of an earlier release, which has no effect. */
    void retired(String key) {
        if (root.hasPath(full(key))) {
            read.put(full(key), "no effect");
        }
    }

    /** Records a problem that the caller found. */
    void problem(String key, String what) {
        problems.add(root.getValue(full(key)).origin().description() + ": " + full(key) + ": " + what);
    }

    /** Creates an object that checks its arguments. The message of its exception becomes a problem. */
    <T> T build(Supplier<T> constructor, T otherwise) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            problems.add(path + ": " + e.getMessage());
            return otherwise;
        }
    }

    private <T> T get(String key, String values, Function<String, T> getter, T otherwise) {
        read.put(full(key), values);
        try {
            return getter.apply(full(key));
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    private boolean within(String key, boolean fits, String range) {
        if (!fits) {
            ConfigValue value = root.getValue(full(key));
            problems.add(value.origin().description() + ": " + full(key) + " is out of range: " + value.unwrapped()
                    + ", must be " + range);
        }
        return fits;
    }

    private String full(String key) {
        return path + "." + key;
    }
}
