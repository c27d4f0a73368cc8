package org.ocppgateway.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.property.Property;

class StringTableTest {
    private static final String LETTERS = "abAB";

    @Test
    void findsExactlyTheStringsOfTheList() {
        Property.holds(2_000, random -> {
            List<String> words = random.ints(random.nextInt(20), 0, 6)
                    .mapToObj(length -> word(random, length))
                    .distinct()
                    .toList();
            StringTable index = new StringTable(words);
            String wanted = word(random, random.nextInt(6));
            String before = word(random, random.nextInt(3));
            String text = before + wanted + word(random, random.nextInt(3));
            assertEquals(words.indexOf(wanted), index.indexOf(wanted), wanted);
            assertEquals(
                    words.indexOf(wanted),
                    index.indexOf(text, before.length(), before.length() + wanted.length()),
                    text);
        });
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
