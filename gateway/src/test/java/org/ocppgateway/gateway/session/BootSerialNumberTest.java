package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

class BootSerialNumberTest {

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
                "Heartbeat | {\"chargingStation\":{\"serialNumber\":\"SN-2\"}} | false",
            })
    void aSerialNumberOfOcpp2HasToFitTheCertificate(String action, String payload, boolean contradicts) {
        Frame.Call call = new Frame.Call(new MessageId("1"), new Action(action), payload);
        Principal certificate = new Principal.ByCertificate(CertificateName.ofCommonName("SN-1"));
        assertEquals(contradicts, BootSerialNumber.contradicts(client(certificate), call));
        assertEquals(false, BootSerialNumber.contradicts(client(new Principal.ByPassword(false)), call));
    }

    private static SessionClient client(Principal principal) {
        return new SessionClient(
                new ChargePointId("CP-1"),
                new Authenticated(SecurityProfile.MUTUAL_TLS, null, principal),
                OcppVersion.V2_0_1);
    }
}
