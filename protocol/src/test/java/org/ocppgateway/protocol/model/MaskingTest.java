package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @Test
    void returnsTheSameTextWithoutCredentials() {
        String payload = "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"value\":\"secret\"}],\"zwZW\":1}";
        assertSame(payload, Masking.STANDARD.payload(payload));
    }

    @Test
    void masksTheValueBesideACredentialName() {
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
    void doesNotMaskNestedMembersBesideACredentialName() {
        String text = "{\"algorithm\":\"BasicAuthPassword\",\"fee\":[{\"value\":1}]}";
        assertMasked(text, text);
    }

    @Test
    void findsEscapedCredentialNames() {
        assertMasked(
                "{\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
                "{\"key\":\"\\u0041uthori\\u007AationKey\",\"value\":\"secret\"}");
        assertMasked("{\"BasicAuthPassword\":\"***\"}", "{\"BasicAuthPass\\u0077ord\":\"secret\"}");
        assertMasked(
                "{\"key\":\"AuthorizationKey\",\"value\":\"***\"}",
                "{\"key\":\"AuthorizationKey\",\"\\u0076alue\":\"secret\"}");
        String other = "{\"key\":\"\\u0041\\u20ac\",\"value\":\"secret\"}";
        assertSame(other, Masking.STANDARD.payload(other));
    }

    @Test
    void hidesUnreadableTextWithACredentialName() {
        assertMasked("\"***\"", "{\"key\":\"AuthorizationKey\",\"value\":\"secret\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'wifiPassword':'x','ssid':'net'} ; {'wifiPassword':'***','ssid':'net'}",
                "{'a':[{'FTP_PASSWD':1}]} ; {'a':[{'FTP_PASSWD':'***'}]}",
                "{'clientSecret':{'a':'x'}} ; {'clientSecret':'***'}",
                "{'vendorAuthKey':['x']} ; {'vendorAuthKey':'***'}",
                "{'configurationKey':[{'key':'AdminPassword','value':'x'}]} ;"
                        + " {'configurationKey':[{'key':'AdminPassword','value':'***'}]}",
                "{'reportData':[{'variable':{'name':'ModemPasswd'},'variableAttribute':[{'type':'Actual','value':'x'}]}]} ;"
                        + " {'reportData':[{'variable':{'name':'ModemPasswd'},'variableAttribute':[{'type':'Actual','value':'***'}]}]}",
                "{'setVariableData':[{'attributeValue':'x','variable':{'name':'SharedSecret'}}]} ;"
                        + " {'setVariableData':[{'attributeValue':'***','variable':{'name':'SharedSecret'}}]}",
                "{'name':'apn-password','newValue':'x','dataType':'s'} ; {'name':'apn-password','newValue':'***','dataType':'s'}",
            })
    void findsVendorCredentialNamesByPattern(String payload, String masked) {
        assertMasked(masked.replace('\'', '"'), payload.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "password=x&ssid=net             ; password=***&ssid=net",
                "ssid: net, Password: x y        ; ssid: net, Password: *** y",
                "<wifiPassword>x</wifiPassword>  ; <wifiPassword>***</wifiPassword>",
                "pre-shared-secret = 'x y', a=1  ; pre-shared-secret = '***', a=1",
                "password=x,PASSWORD=y           ; password=***,PASSWORD=***",
                "the password is wrong           ; the password is wrong",
                "password                        ; password",
                "password=                       ; password=",
            })
    void masksValuesAfterNamesInStrings(String text, String masked) {
        assertMasked("{\"data\":\"" + masked + "\"}", "{\"data\":\"" + text + "\"}");
    }

    @Test
    void masksJsonInsideStrings() {
        assertMasked(
                "{\"data\":\"{\\\"user\\\":\\\"u\\\",\\\"password\\\":\\\"***\\\"}\"}",
                "{\"data\":\"{\\\"user\\\":\\\"u\\\",\\\"password\\\":\\\"x\\\"}\"}");
        String broken = "{\"data\":\"{\\\"password\\\":\\\"x\\\"\"}";
        assertMasked(broken.replace("x", "***"), broken);
    }

    @Test
    void doesNotMaskProseAboutCredentials() {
        for (String payload : List.of(
                "{\"info\":\"wrong password\",\"value\":\"1\"}",
                "{\"type\":\"InvalidPassword\",\"timestamp\":\"2026-11-21T09:30:00Z\"}",
                "{\"key\":\"HeartbeatInterval\",\"value\":\"secret\"}",
                "{ \"secret\" : null }")) {
            assertSame(payload, Masking.STANDARD.payload(payload));
        }
    }

    @Test
    void usesConfiguredPatterns() {
        Masking masking = Masking.of(List.of("*pin", "wifi*", "sim"));
        assertEquals(
                "{\"cardPin\":\"***\",\"pinned\":1,\"WIFI\":\"***\",\"sim\":\"***\",\"sims\":1,\"password\":1}",
                masking.payload("{\"cardPin\":1,\"pinned\":1,\"WIFI\":1,\"sim\":1,\"sims\":1,\"password\":1}"));
        assertEquals("{\"AuthorizationKey\":\"***\"}", masking.payload("{\"AuthorizationKey\":1}"));
        for (String pattern : List.of("", "*", "**", "a*b", " ")) {
            assertThrows(IllegalArgumentException.class, () -> Masking.of(List.of(pattern)));
        }
    }

    @Test
    void timeIsLinearInTheText() {
        for (String text : List.of(
                "password=".repeat(100_000),
                "password".repeat(100_000),
                "passWord=x;secret=".repeat(50_000),
                "w".repeat(1_000_000))) {
            String payload = "{\"data\":\"" + text + "\"}";
            assertTimeout(Duration.ofSeconds(30), () -> Masking.STANDARD.payload(payload));
        }
    }

    private static void assertMasked(String expected, String payload) {
        assertEquals(expected, Masking.STANDARD.payload(payload));
    }
}
