package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @Test
    void aTimeMayHaveAnyOffset() throws Exception {
        assertEquals(Instant.parse("2026-11-30T11:00:00Z"), time("2026-11-30T12:00:00+01:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-11-30", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"})
    void whatIsNoTimeOfRfc3339IsRefused(String text) {
        assertThrows(ApiProblem.class, () -> time(text));
    }

    private static Instant time(String text) throws ApiProblem {
        JsonObject body = new JsonObject();
        body.addProperty("until", text);
        return new JsonBody(body, Set.of("until")).time("until");
    }
}
