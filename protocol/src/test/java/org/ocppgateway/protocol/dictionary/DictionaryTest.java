package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.MessageType.Direction;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;

class DictionaryTest {
    @Test
    void messageHasDirectionRequestAndResponse() {
        Dictionary dictionary = parse("""
                message Reset to charge-point      # a remark
                  request
                    type*   Hard | Soft
                  response
                    status* Status
                message Tell from charge-point unanswered
                  request
                enum Status = Accepted
                  | Rejected
                """);
        MessageType reset = Objects.requireNonNull(dictionary.message(new Action("Reset")));
        assertEquals(Direction.TO_CHARGE_POINT, reset.direction());
        assertEquals("ResetRequest", reset.request().name());
        Field status = Objects.requireNonNull(dictionary.type("ResetResponse"))
                .fields()
                .getFirst();
        assertTrue(status.required());
        assertEquals(List.of("Accepted", "Rejected"), ((EnumType) status.type()).values());
        assertEquals(
                false,
                Objects.requireNonNull(dictionary.message(new Action("Tell"))).answered());
    }

    @Test
    void parsesLimitsOfTypes() {
        ObjectType type = ReadResults.type("""
                type Trial
                  a  string(2..5)
                  b  string(20)[1..4]
                  c  number(-1.5.. by 0.1)
                  d  Inner[]
                type Inner open
                """);
        assertEquals(new TextType(2, 5), type.field(0).type());
        assertEquals(new ArrayType(new TextType(0, 20), 1, 4), type.field(1).type());
        assertEquals(
                new BigDecimal("-1.5"),
                Objects.requireNonNull(((NumberType) type.field(2).type()).range())
                        .min());
        assertEquals(3, type.depth());
    }

    @Test
    void keepsTheDocumentation() {
        Dictionary dictionary = parse("""
                event transaction.started -- A transaction began,
                                          -- on whatever version. # no remark
                  transactionId*  string(36) -- What it is known by,
                    -- chosen by the charge point from 2.0.1 on.
                command remote.start
                reply authorization
                """);
        ObjectType started = Objects.requireNonNull(dictionary.event("transaction.started"));
        assertEquals("A transaction began, on whatever version. # no remark", started.doc());
        assertEquals(
                "What it is known by, chosen by the charge point from 2.0.1 on.",
                started.fields().getFirst().doc());
        assertEquals(
                "remote.start",
                Objects.requireNonNull(dictionary.command("remote.start")).name());
        assertEquals(1, dictionary.replies().size());
    }

    @Test
    void addsFieldsOfEverywhereToObjectsThatAreNotOpen() {
        Dictionary dictionary = parse("""
                everywhere
                  customData  CustomData
                type Plain
                  a  string
                type CustomData open
                  vendorId*  string(255)
                """);
        assertEquals(
                2, Objects.requireNonNull(dictionary.type("Plain")).fields().size());
        assertEquals(
                1,
                Objects.requireNonNull(dictionary.type("CustomData")).fields().size());
    }

    @Test
    void includesOtherFiles() {
        Map<String, String> files =
                Map.of("/a/main", "include parts/one\ntype B\n  c  C", "/a/parts/one", "type C\n  d  string");
        Dictionary dictionary = Dictionary.parse("/a/main", file -> Objects.requireNonNull(files.get(file)), List.of());
        assertEquals(2, dictionary.types().size());
        assertProblem("trial:1: trial is already included", "include trial");
    }

    @Test
    void reportsEveryProblemWithItsLine() {
        assertProblem("trial:2: a: unknown type or enum Strin", "type A\n  a  Strin");
        assertProblem("trial:3: A has a duplicate field a", "type A\n  a  string\n  a  string");
        assertProblem("trial:2: A is already declared at trial:1", "type A\nenum A = One | Two");
        assertProblem("trial:2: Reset is already declared at trial:1", "type ResetRequest\n" + message("Reset"));
        assertProblem("trial:4: b: a type contains itself: A > B > A", "type A\n  b  B\ntype B\n  b  A");
        assertProblem("trial:2: is indented by 3 blanks; a field here is indented by 2", "type A\n   a  string");
        assertProblem("trial:2: the syntax is: name type, or name* type for a required field", "type A\n  a");
        assertProblem("trial:2: tabs are not allowed; indent with blanks", "type A\n\ta  string");
        assertProblem("trial:1: is not in a section; sections start at the beginning of a line", "  a  string");
        assertProblem("trial:1: continuation line without a line before it", "| Two");
        assertProblem("trial:1: 'a b' is not a valid enumeration value", "enum A = a b | c");
        assertProblem("trial:1: the enumeration has a duplicate value", "enum A = a | a");
        assertProblem("trial:1: the syntax is: enum A = One | Two", "enum A");
        assertProblem("trial:2: a: 'x..' is not a size; write 20, 1.., ..4 or 1..4", "type A\n  a  string(x..)");
        assertProblem("trial:2: a: '4' is not an array size; write 1.., ..4 or 1..4", "type A\n  a  string[4]");
        assertProblem("trial:2: a: '5..4': the minimum exceeds the maximum", "type A\n  a  integer(5..4)");
        assertProblem("trial:2: a: boolean does not allow limits", "type A\n  a  boolean(1)");
        assertProblem("trial:1: only 'open' may follow the name", "type A closed");
        assertProblem(
                "trial:1: 'Started' is not a valid name; it must match [a-z][a-z0-9]*([.-][a-z0-9]+)*",
                "event Started");
        assertProblem(
                "trial:1: the name of a message is followed by 'from charge-point', 'to charge-point' or 'both'",
                message("Reset").replace("both", "for all"));
        assertProblem(
                "trial:1: a message needs the lines 'request' and, unless it is unanswered, 'response', "
                        + "both indented by 2 blanks",
                "message Reset both\n  request");
        assertProblem(
                "trial:1: a section starts with message, type, enum, event, command, reply, answer, everywhere or include, "
                        + "not with class",
                "class A");
    }

    @Test
    void reportsAllProblemsTogether() {
        DictionaryException problems =
                assertThrows(DictionaryException.class, () -> parse("type A\n  a  Strin\n  b  Numbr\nclass C"));
        assertEquals(3, Objects.requireNonNull(problems.getMessage()).lines().count());
    }

    @Test
    void reportsAMissingResource() {
        assertThrows(IllegalArgumentException.class, () -> Dictionary.load("/no/such.dictionary"));
    }

    private static String message(String name) {
        return "message " + name + " both\n  request\n  response\n";
    }

    private static void assertProblem(String problem, String text) {
        DictionaryException problems = assertThrows(DictionaryException.class, () -> parse(text), text);
        assertEquals(
                problem,
                Objects.requireNonNull(problems.getMessage())
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    private static Dictionary parse(String text) {
        return Dictionary.parse("trial", file -> text, List.of());
    }
}
