package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a dictionary without its comment, joined with its continuation lines.
 *
 * @param where file and line number, for messages
 * @param indent number of blanks before the text
 * @param text declaration
 * @param doc documentation of the declaration, may be empty
 */
record DictionaryLine(String where, int indent, String text, String doc) {
    private static final String DOC = "--";

    /** Splits a file into lines. Omits blank lines and comments. */
    static List<DictionaryLine> split(String file, String content, List<String> problems) {
        List<DictionaryLine> lines = new ArrayList<>();
        int number = 0;
        for (String source : content.lines().toList()) {
            number++;
            DictionaryLine line = of(file + ":" + number, source);
            if (source.indexOf('\t') >= 0) {
                problems.add(line.where + ": tabs are not allowed; indent with blanks");
            } else if (line.continues()) {
                if (lines.isEmpty()) {
                    problems.add(line.where + ": continuation line without a line before it");
                } else {
                    lines.add(lines.removeLast().continuedBy(line));
                }
            } else if (!line.text.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static DictionaryLine of(String where, String source) {
        int doc = startOf(DOC, source);
        String declared = doc < 0 ? source : source.substring(0, doc);
        int comment = startOf("#", declared);
        if (comment >= 0) {
            declared = declared.substring(0, comment);
            doc = -1;
        }
        String text = declared.strip();
        return new DictionaryLine(
                where,
                declared.indexOf(text),
                text,
                doc < 0 ? "" : source.substring(doc + DOC.length()).strip());
    }

    /** Returns the index of a mark that starts the line or follows a blank, or -1. */
    private static int startOf(String mark, String source) {
        int at = source.indexOf(mark);
        while (at > 0 && source.charAt(at - 1) != ' ') {
            at = source.indexOf(mark, at + 1);
        }
        return at;
    }

    private boolean continues() {
        return text.isEmpty() ? !doc.isEmpty() : text.startsWith("|");
    }

    private DictionaryLine continuedBy(DictionaryLine next) {
        return new DictionaryLine(where, indent, join(text, next.text), join(doc, next.doc));
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
    }
}
