package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.dictionary.Declaration.Enumeration;
import org.ocppgateway.protocol.dictionary.Declaration.Everywhere;
import org.ocppgateway.protocol.dictionary.Declaration.FieldDeclaration;
import org.ocppgateway.protocol.dictionary.Declaration.Fields;
import org.ocppgateway.protocol.dictionary.Declaration.Kind;
import org.ocppgateway.protocol.dictionary.Declaration.Message;
import org.ocppgateway.protocol.dictionary.MessageType.Direction;

/** Parses a dictionary file and the files that it includes. Adds syntax errors to the list of problems. */
final class DictionaryParser {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern DOTTED_NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9_]*)(\\*?) +(\\S.*)");
    private static final String FROM = "from charge-point";
    private static final String TO = "to charge-point";
    private static final String BOTH = "both";
    private static final String UNANSWERED = "unanswered";

    private final Function<String, String> files;
    private final List<String> problems;
    private final List<Declaration> declarations = new ArrayList<>();
    private final Set<String> parsed = new HashSet<>();

    /** @param files returns the text of a file by its name */
    DictionaryParser(Function<String, String> files, List<String> problems) {
        this.files = files;
        this.problems = problems;
    }

    List<Declaration> declarations() {
        return declarations;
    }

    void parse(String file) {
        parsed.add(file);
        List<DictionaryLine> lines = DictionaryLine.split(file, files.apply(file), problems);
        int at = 0;
        while (at < lines.size()) {
            int end = at + 1;
            while (end < lines.size() && lines.get(end).indent() > 0) {
                end++;
            }
            section(file, lines.get(at), lines.subList(at + 1, end));
            at = end;
        }
    }

    private void section(String file, DictionaryLine head, List<DictionaryLine> body) {
        String[] words = head.text().split(" +", 3);
        String name = words.length > 1 ? words[1] : "";
        String rest = words.length > 2 ? words[2] : "";
        if (head.indent() > 0) {
            problem(head, "is not in a section; sections start at the beginning of a line");
            return;
        }
        switch (words[0]) {
            case "message" -> message(head, checked(head, name, NAME), rest, body);
            case "type" -> fields(head, Kind.TYPE, checked(head, name, NAME), rest, body);
            case "event" -> fields(head, Kind.EVENT, checked(head, name, DOTTED_NAME), rest, body);
            case "command" -> fields(head, Kind.COMMAND, checked(head, name, DOTTED_NAME), rest, body);
            case "reply" -> fields(head, Kind.REPLY, checked(head, name, DOTTED_NAME), rest, body);
            case "answer" -> fields(head, Kind.ANSWER, checked(head, name, DOTTED_NAME), rest, body);
            case "enum" -> enumeration(head, checked(head, name, NAME), rest, body);
            case "everywhere" -> declarations.add(new Everywhere(head.where(), fields(body, 2)));
            case "include" -> include(head, file.substring(0, file.lastIndexOf('/') + 1) + name);
            default ->
                problem(
                        head,
                        "a section starts with message, type, enum, event, command, reply, answer, everywhere or include, not with "
                                + words[0]);
        }
    }

    private void include(DictionaryLine head, String file) {
        if (parsed.contains(file)) {
            problem(head, file + " is already included");
        } else {
            parse(file);
        }
    }

    private void message(DictionaryLine head, String name, String rest, List<DictionaryLine> body) {
        boolean answered = !rest.endsWith(" " + UNANSWERED);
        String sender = answered
                ? rest
                : rest.substring(0, rest.length() - UNANSWERED.length()).strip();
        Direction direction = switch (sender) {
            case FROM -> Direction.FROM_CHARGE_POINT;
            case TO -> Direction.TO_CHARGE_POINT;
            case BOTH -> Direction.BOTH;
            default -> {
                problem(head, "the name of a message is followed by '" + FROM + "', '" + TO + "' or '" + BOTH + "'");
                yield Direction.BOTH;
            }
        };
        List<String> parts = body.stream()
                .filter(line -> line.indent() == 2)
                .map(DictionaryLine::text)
                .toList();
        if (!parts.equals(answered ? List.of("request", "response") : List.of("request"))) {
            problem(
                    head,
                    "a message needs the lines 'request' and, unless it is unanswered, 'response', both indented by 2 blanks");
            return;
        }
        int response = 1;
        while (response < body.size() && body.get(response).indent() != 2) {
            response++;
        }
        declarations.add(new Message(
                head.where(),
                name,
                head.doc(),
                direction,
                fields(body.subList(1, response), 4),
                answered ? fields(body.subList(response + 1, body.size()), 4) : null));
    }

    private void fields(DictionaryLine head, Kind kind, String name, String rest, List<DictionaryLine> body) {
        if (!rest.isEmpty() && !rest.equals("open")) {
            problem(head, "only 'open' may follow the name");
        }
        declarations.add(new Fields(head.where(), kind, name, head.doc(), rest.equals("open"), fields(body, 2)));
    }

    private void enumeration(DictionaryLine head, String name, String rest, List<DictionaryLine> body) {
        if (!rest.startsWith("=") || rest.length() == 1) {
            problem(head, "the syntax is: enum " + name + " = One | Two");
            return;
        }
        if (!body.isEmpty()) {
            problem(body.getFirst(), "a continuation line of an enum starts with '|'");
        }
        declarations.add(new Enumeration(head.where(), name, values(rest.substring(1))));
    }

    /** Splits {@code One | Two} into its values. */
    static List<String> values(String text) {
        return Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
    }

    private List<FieldDeclaration> fields(List<DictionaryLine> lines, int indent) {
        List<FieldDeclaration> fields = new ArrayList<>();
        for (DictionaryLine line : lines) {
            Matcher field = FIELD.matcher(line.text());
            if (line.indent() != indent) {
                problem(line, "is indented by " + line.indent() + " blanks; a field here is indented by " + indent);
            } else if (!field.matches()) {
                problem(line, "the syntax is: name type, or name* type for a required field");
            } else {
                fields.add(new FieldDeclaration(
                        line.where(), field.group(1), !field.group(2).isEmpty(), field.group(3), line.doc()));
            }
        }
        return fields;
    }

    private String checked(DictionaryLine line, String name, Pattern pattern) {
        if (!pattern.matcher(name).matches()) {
            problem(line, "'" + name + "' is not a valid name; it must match " + pattern);
        }
        return name;
    }

    private void problem(DictionaryLine line, String problem) {
        problems.add(line.where() + ": " + problem);
    }
}
