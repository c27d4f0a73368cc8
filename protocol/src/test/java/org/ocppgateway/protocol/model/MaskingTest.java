package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class MaskingTest {
    @Test
    void aPayloadWithoutCredentialsIsTheSameText() {
        String payload = "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"value\":\"secret\"}],\"zwZW\":1}";
        assertSame(payload, Masking.credentials(payload));
    }

    @Test
    void theValueBesideACredentialsNameIsMasked() {
        assertMasked(
                "{\"configurationKey\":[{\"key\":\"authorizationkey\",\"readonly\":false,\"value\":\"***\"},"
                        + "{\"key\":\"A\",\"value\":\"1\"}]}",
                "{\"configurationKey\":[{\"key\":\"authorizationkey\",\"readonly\":false,\"value\":\"secret\"},"
                        + "{\"key\":\"A\",\"value\":\"1\"}]}");
        assertMasked(
                "{\"getVariableResult\":[{\"attributeValue\":\"***\",\"variable\":{\"name\":\"BasicAuthPassword\"}}]}",
                "{\"getVariableResult\":[{\"attributeValue\":\"secret\",\"variable\":{\"name\":\"BasicAuthPassword\"}}]}");
        assertMasked(
                "{\"variable\":{\"name\":\"BasicAuthPassword\"},\"variableAttribute\":[{\"value\":\"***\",\"x\":1.50}]}",
                "{\"variable\":{\"name\":\"BasicAuthPassword\"},\"variableAttribute\":[{\"value\":\"secret\",\"x\":1.50}]}");
        assertMasked("{\"basicAuthPassword\":\"***\"}", "{\"basicAuthPassword\":\"secret\"}");
    }

    @Test
    void whatStandsDeeperBesideACredentialsNameIsNotItsValue() {
        String text = "{\"algorithm\":\"BasicAuthPassword\",\"fee\":[{\"value\":1}]}";
        assertMasked(text, text);
    }

    @Test
    void aCredentialsNameMayBeSpeltWithEscapes() {
        assertMasked(
                "{\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
                "{\"key\":\"\\u0041uthori\\u007AationKey\",\"value\":\"secret\"}");
        assertMasked("{\"BasicAuthPassword\":\"***\"}", "{\"BasicAuthPass\\u0077ord\":\"secret\"}");
        assertMasked(
                "{\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
                "{\"key\":\"AuthorizationKey\",\"\\u0076alue\":\"secret\"}");
        String other = "{\"key\":\"\\u0041\\u20ac\",\"value\":\"secret\"}";
        assertSame(other, Masking.credentials(other));
    }

    @Test
    void whatNamesACredentialAndCannotBeReadIsNotShown() {
        assertMasked("\"***\"", "{\"key\":\"AuthorizationKey\",\"value\":\"secret\"");
    }

    private static void assertMasked(String expected, String payload) {
        assertEquals(expected, Masking.credentials(payload));
    }
}
