package org.ocppgateway.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.gateway.authentication.RefusalReason;

/** Each reason of a refusal has a suggestion that fits into the refusal journal. */
class SuggestionsTest {
    /** The journal cuts longer texts. */
    private static final int MAX_TEXT = 300;

    static Stream<String> suggestions() {
        return Stream.of(
                        Arrays.stream(FailureReason.values()).map(FailureReason::suggestion),
                        Arrays.stream(CertificateProblem.values()).map(CertificateProblem::suggestion),
                        Arrays.stream(RefusalReason.values()).map(RefusalReason::suggestion))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("suggestions")
    void aSuggestionIsASentenceThatFits(String suggestion) {
        assertFalse(suggestion.isBlank());
        assertTrue(suggestion.length() <= MAX_TEXT, suggestion);
        assertTrue(suggestion.endsWith("."), suggestion);
        assertTrue(suggestion.chars().allMatch(c -> c >= ' ' && c <= '~'), suggestion);
    }
}
