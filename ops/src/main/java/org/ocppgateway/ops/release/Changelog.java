package org.ocppgateway.ops.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The changelog, in the format of Keep a Changelog: one section for each version, newest first.
 *
 * @param sections newest first; the first may be {@code Unreleased}
 */
public record Changelog(List<Section> sections) {
    /** Path from the top directory of the project. */
    public static final String FILE = ".github/CHANGELOG.md";

    static final String UNRELEASED = "Unreleased";

    private static final Pattern HEADING =
            Pattern.compile("^## (?<version>\\S+)(?: \\((?<date>[^)]*)\\))?$", Pattern.MULTILINE);

    public Changelog {
        sections = List.copyOf(sections);
    }

    /** Reads a changelog. Text before the first heading of the second level is not kept. */
    public static Changelog parse(String text) {
        List<Section> sections = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        boolean found = heading.find();
        while (found) {
            String version = heading.group("version");
            int begin = heading.end();
            found = heading.find();
            sections.add(new Section(
                    version,
                    text.substring(begin, found ? heading.start() : text.length())
                            .strip()));
        }
        return new Changelog(sections);
    }

    /** Returns the section of a version. */
    public Optional<Section> of(String version) {
        return sections.stream()
                .filter(section -> section.version().equals(version))
                .findFirst();
    }

    /** Returns the section that names this commit as its last. */
    public Optional<Section> endingAt(String commit) {
        return sections.stream()
                .filter(section -> section.lastCommit().equals(Optional.of(commit)))
                .findFirst();
    }

    /** Returns the newest section that names its last commit: the previous release. */
    public Optional<Section> previous() {
        return sections.stream()
                .filter(section -> section.lastCommit().isPresent())
                .findFirst();
    }

    /**
     * The changes of one version.
     *
     * @param text Markdown below its heading
     */
    public record Section(String version, String text) {
        private static final String LAST_COMMIT = "### Last commit";
        private static final String RENAMED = "### Renamed";
        private static final Pattern COMMIT = Pattern.compile(LAST_COMMIT + "\\s+`([0-9a-f]{40})`");
        // An entry ends before the next entry, an empty line or the end.
        private static final Pattern BREAKING =
                Pattern.compile("^- \\*\\*Breaking:\\*\\*.*(?:\\R(?!- |\\R).+)*", Pattern.MULTILINE);

        /** Returns the hash of the last commit of this version, if the section names it. */
        public Optional<String> lastCommit() {
            Matcher commit = COMMIT.matcher(text);
            return commit.find() ? Optional.of(commit.group(1)) : Optional.empty();
        }

        /** Returns the text of a release: the section without its last commit. */
        public String notes() {
            return without(text, LAST_COMMIT).strip();
        }

        /** Returns what an operator has to change: the breaking entries and the table of new names. */
        public String upgradeNotes() {
            StringBuilder notes = new StringBuilder();
            BREAKING.matcher(text)
                    .results()
                    .forEach(entry -> notes.append(entry.group()).append('\n'));
            int renamed = text.indexOf(RENAMED);
            if (renamed >= 0) {
                notes.append('\n').append(subsection(text, renamed)).append('\n');
            }
            return notes.isEmpty() ? "No change is needed." : notes.toString().strip();
        }

        private static String subsection(String text, int begin) {
            int end = text.indexOf("\n### ", begin);
            return text.substring(begin, end < 0 ? text.length() : end).strip();
        }

        private static String without(String text, String heading) {
            int begin = text.indexOf(heading);
            return begin < 0 ? text : text.replace(subsection(text, begin), "");
        }
    }
}
