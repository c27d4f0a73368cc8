package org.ocppgateway.ops.bench.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagePathTest {
    @ParameterizedTest
    @EnumSource
    void everySampleBecomesAnEventAndAnAnswer(SampleMessage sample) {
        new MessagePath(sample).run(sample.frame(), (event, answer) -> {
            String json = new String(event, StandardCharsets.UTF_8);
            String action = JsonParser.parseString(json)
                    .getAsJsonObject()
                    .getAsJsonObject("data")
                    .getAsJsonObject("ocpp")
                    .get("action")
                    .getAsString();
            assertTrue(sample.label().endsWith(" " + action), json);
            assertEquals(
                    3, JsonParser.parseString(answer).getAsJsonArray().get(0).getAsInt());
        });
    }
}
