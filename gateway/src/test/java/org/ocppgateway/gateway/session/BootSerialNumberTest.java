package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.authentication.CertificateName;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v2.Ocpp2;

class BootSerialNumberTest {
    private static final Principal CERTIFICATE = new Principal.ByCertificate(CertificateName.ofCommonName("SN-1"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BootNotification | {\"chargingStation\":{\"serialNumber\":\"SN-2\"}} | true",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":\"SN-1\"}} | false",
                "BootNotification | {\"chargingStation\":{}} | false",
                "BootNotification | {\"chargePointSerialNumber\":\"SN-2\"} | false",
                "BootNotification | [] | false",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":{}}} | false",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":2}} | true",
                "BootNotification | {\"reason\":\"PowerUp\",\"chargingStation\":{\"model\":\"M\",\"serialNumber\":\"SN-2\"}} | true",
                "BootNotification | {\"charging\\u0053tation\":{\"serialN\\u0075mber\":\"SN-2\"}} | true",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":\"SN-1\",\"serialNumber\":\"SN-2\"}} | true",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":\"SN-2\",\"serialNumber\":\"SN-1\"}} | true",
                "BootNotification | {\"chargingStation\":{\"serialNumber\":\"SN-2\"} | false",
                "Heartbeat | {\"chargingStation\":{\"serialNumber\":\"SN-2\"}} | false",
            })
    void aSerialNumberOfOcpp2HasToFitTheCertificate(String action, String payload, boolean contradicts) {
        Frame.Call call = new Frame.Call(new MessageId("1"), new Action(action), payload);
        OcppVersion version = OcppVersion.V2_0_1;
        assertEquals(contradicts, BootSerialNumber.contradicts(client(CERTIFICATE, version), call));
        assertFalse(BootSerialNumber.contradicts(client(new Principal.ByPassword(false), version), call));
    }

    @Test
    void ocpp16HasNoSuchRule() {
        Frame.Call call = boot("{\"chargingStation\":{\"serialNumber\":\"SN-2\"}}");
        assertTrue(BootSerialNumber.contradicts(client(CERTIFICATE, OcppVersion.V2_1), call));
        assertFalse(BootSerialNumber.contradicts(client(CERTIFICATE, OcppVersion.V1_6), call));
    }

    @Test
    void aDeeplyNestedBootNotificationIsAnswered() throws Exception {
        SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)));
        try {
            SessionFixture.ChargePoint chargePoint =
                    fixture.connect(new Authenticated(SecurityProfile.MUTUAL_TLS, null, CERTIFICATE));
            chargePoint.call("boot", "BootNotification", "{\"chargingStation\":" + nested(1_000) + "}");
            String answer = chargePoint.transport.next();
            assertTrue(answer.startsWith("[4,\"boot\",\"FormatViolation\""), answer);
        } finally {
            fixture.stop();
        }
    }

    private static String nested(int levels) {
        return "{\"n\":".repeat(levels) + "0" + "}".repeat(levels);
    }

    private static Frame.Call boot(String payload) {
        return new Frame.Call(new MessageId("1"), new Action("BootNotification"), payload);
    }

    private static SessionClient client(Principal principal, OcppVersion version) {
        return new SessionClient(
                new ChargePointId("CP-1"), new Authenticated(SecurityProfile.MUTUAL_TLS, null, principal), version);
    }
}
