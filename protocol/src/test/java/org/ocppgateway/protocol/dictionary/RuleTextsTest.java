package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a violation names the allowed values. */
class RuleTextsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "string(3)        # \"abcd\"     # has 4 characters; at most 3 are allowed",
                "string(2..3)     # \"\"         # has 0 characters; 2 to 3 are allowed",
                "string(1..)      # \"\"         # has 0 characters; at least 1 is needed",
                "string(3)        # \"\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\" # has 4 characters; at most 3 are allowed",
                "integer(0..100)  # -1         # is less than 0",
                "integer(0..100)  # 101        # is greater than 100",
                "number(by 0.1)   # 10.55      # has more than 1 decimal",
                "number(0.. by 0.1) # -0.1     # is less than 0",
                "Hard | Soft      # \"Warm\"     # is not one of Hard, Soft",
                "string[1..2]     # []         # has 0 elements; 1 to 2 are allowed",
                "string[1..]      # []         # has 0 elements; at least 1 is needed",
                "string[1..2]     # [\"a\",\"b\",\"c\"] # has 3 elements; 1 to 2 are allowed",
                "A234567890123456789012345678901234567890 | B234567890123456789012345678901234567890"
                        + " | C234567890123456789012345678901234567890 | D # \"E\" # is not one of A234567890123456789012345678901234567890,"
                        + " B234567890123456789012345678901234567890, C234567890123456789012345678901234567890, D",
                "A2345678901234567890123456789012345678901234567890 | B2345678901234567890123456789012345678901234567890"
                        + " | C2345678901234567890123456789012345678901234567890 | D # \"E\" # is not one of"
                        + " A2345678901234567890123456789012345678901234567890, B2345678901234567890123456789012345678901234567890 and 2 more",
                "dateTime         # \"tomorrow\" # is not a date and time, for example 2026-11-21T12:00:00Z",
                "uri              # \"somewhere\" # is not an absolute URI, for example https://example.org/file",
            })
    void aViolationSaysWhatIsAllowed(String type, String value, String text) {
        Function<String, String> files = file -> "type Trial\n  field  " + type + "\n";
        ObjectType trial =
                Dictionary.parse("trial", files, List.of()).types().iterator().next();
        ReadResult readResult = new PayloadReader(Tolerance.STRICT).read(trial, "{\"field\":" + value + "}");
        assertEquals(text, readResult.violations().getFirst().detail());
    }
}
