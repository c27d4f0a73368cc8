package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;

class CommandRequestTest {
    private static CommandRequest request(String body) throws ApiProblem {
        return CommandRequest.of(
                new ChargePointId("CP-1"), JsonParser.parseString(body).getAsJsonObject());
    }

    @Test
    void equalRequestsHaveTheSameFingerprintWhateverTheOrderOfMembers() throws Exception {
        String one = "{\"type\":\"reset\",\"data\":{\"type\":\"OnIdle\",\"evseId\":[1,{\"a\":1,\"b\":2}]}}";
        String other = "{\"data\":{\"evseId\":[1,{\"b\":2,\"a\":1}],\"type\":\"OnIdle\"},\"type\":\"reset\"}";
        assertEquals(request(one).fingerprint(), request(other).fingerprint());
        assertNotEquals(
                request(one).fingerprint(),
                request(one.replace("OnIdle", "Immediate")).fingerprint());
        assertNotEquals(
                request(one).fingerprint(),
                request("{\"type\":\"reset\",\"data\":{},\"priority\":\"urgent\"}")
                        .fingerprint());
    }

    @Test
    void aFingerprintTellsNothingAboutACredential() throws Exception {
        String body = "{\"type\":\"set.configuration\",\"data\":{\"key\":\"AuthorizationKey\",\"value\":\"%s\"}}";
        assertEquals(
                request(body.formatted("secret-1")).fingerprint(),
                request(body.formatted("secret-2")).fingerprint());
    }

    @Test
    void aTypeThatDoesNotExistIsUnprocessable() {
        ApiProblem problem = assertThrows(ApiProblem.class, () -> request("{\"type\":\"resett\"}"));
        assertEquals(422, problem.status());
        assertEquals(
                400,
                assertThrows(ApiProblem.class, () -> request("{\"type\":1}")).status());
        assertEquals(
                400,
                assertThrows(ApiProblem.class, () -> request("{\"type\":\"reset\",\"resend\":1}"))
                        .status());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 30",
                "wait=5, 5",
                "'respond-async, wait=5', 0",
                "wait=999, 120",
                "'handling=lenient; wait = 7', 7"
            })
    void thePreferenceIsReadAsInRfc7240(String header, long seconds) throws Exception {
        assertEquals(Duration.ofSeconds(seconds), Preference.of(header).timeout());
    }

    /** The notes in the dictionary decide which types a version has; the translation of 1.6 refuses exactly the others. */
    @Test
    void theTypesOfAVersionAreThoseThatItCanExpress() {
        DictionaryHandler handler = new DictionaryHandler(new Ocpp16());
        UnifiedModel.commands().commands().forEach(type -> {
            CommandRequest request = new CommandRequest(
                    new ChargePointId("CP-1"),
                    type.name(),
                    "{}",
                    null,
                    org.ocppgateway.protocol.model.Command.Priority.NORMAL,
                    false);
            Downlink translated = handler.translate(request.command("1", java.time.Instant.EPOCH));
            boolean inexpressible = translated instanceof Downlink.Invalid invalid
                    && invalid.reason().contains("cannot express " + type.name());
            if (inexpressible) {
                assertEquals(false, CommandTypes.versions(type).contains(OcppVersion.V1_6), type.name());
            }
        });
    }
}
