package org.ocppgateway.routing.log;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Description of one kind of log line.
 *
 * @param text the line, with the names of its fields in braces
 * @param fields the names of its fields, in order
 * @param format the line as SLF4J formats it, with empty braces
 * @param advice what an operator does about it; null if nothing
 */
public record LogSpec(
        Level level,
        String text,
        List<String> fields,
        String format,
        @Nullable String advice) {
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

    public LogSpec {
        fields = List.copyOf(fields);
    }

    /** A detail for the search for a fault. */
    public static LogSpec debug(String text) {
        return of(Level.DEBUG, text, null);
    }

    /** A change of state that needs no action. */
    public static LogSpec info(String text) {
        return of(Level.INFO, text, null);
    }

    /** Something that an operator should look at. */
    public static LogSpec warn(String text, String advice) {
        return of(Level.WARN, text, advice);
    }

    /** A loss, or an error in the gateway. */
    public static LogSpec error(String text, String advice) {
        return of(Level.ERROR, text, advice);
    }

    private static LogSpec of(Level level, String text, @Nullable String advice) {
        List<String> fields =
                FIELD.matcher(text).results().map(found -> found.group(1)).toList();
        return new LogSpec(level, text, fields, FIELD.matcher(text).replaceAll("{}"), advice);
    }
}
