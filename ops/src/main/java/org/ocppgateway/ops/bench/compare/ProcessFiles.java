package org.ocppgateway.ops.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses files of {@code /proc}; see proc(5). */
public final class ProcessFiles {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern MAX_OPEN_FILES = Pattern.compile("Max open files +(\\d+) .*");
    private static final int KIBIBYTE = 1024;

    private ProcessFiles() {}

    /**
     * Returns a size of {@code status} or {@code smaps_rollup}, in bytes.
     *
     * @param key for example {@code VmRSS}
     */
    public static OptionalLong bytes(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ":") && line.endsWith(" kB"))
                .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1, line.length() - 3)
                                .strip())
                        * KIBIBYTE)
                .findFirst();
    }

    /** Returns the soft limit of open files in {@code limits}; empty if it is unlimited. */
    static OptionalLong maxOpenFiles(List<String> lines) {
        return lines.stream()
                .map(MAX_OPEN_FILES::matcher)
                .filter(Matcher::matches)
                .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                .findFirst();
    }

    /** Returns the inodes of the sockets in {@code net/tcp} or {@code net/tcp6} that listen on a port. */
    static Set<Long> listening(List<String> lines, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        return lines.stream()
                .skip(1)
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields.length > INODE
                        && fields[LOCAL_ADDRESS].endsWith(suffix)
                        && fields[STATE].equals(LISTENING))
                .map(fields -> Long.valueOf(fields[INODE]))
                .collect(Collectors.toSet());
    }

    /** Returns the inode of a socket from the target of a link in {@code fd}; empty if it is not a socket. */
    static OptionalLong socket(String link) {
        Matcher matcher = SOCKET.matcher(link);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Returns the program of {@code cmdline} and, for a JVM, its options and files of options. No argument that could hold a password. */
    static String program(String commandLine) {
        String[] words = commandLine.split("\0");
        String program = words[0].substring(words[0].lastIndexOf('/') + 1);
        Stream<String> options = program.equals("java")
                ? Arrays.stream(words).filter(word -> word.startsWith("-X") || word.startsWith("@"))
                : Stream.empty();
        return Stream.concat(Stream.of(program), options).collect(Collectors.joining(" "));
    }
}
