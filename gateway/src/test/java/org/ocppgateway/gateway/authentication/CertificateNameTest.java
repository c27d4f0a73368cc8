package org.ocppgateway.gateway.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=SN-1,O=Op                | SN-1
            O=Op,CN=SN-1                | SN-1
            cn=SN-1                     | SN-1
            CN=SN\\,1,O=Op              | SN,1
            CN="SN=1",O=Op              | SN=1
            O=Op+CN=SN-1,C=DE           | SN-1
            CN=Säule 1                  | Säule 1
            CN=\\#1                     | #1
            O=Op                        |
            ''                          |
            CN=SN-1,CN=SN-2             |
            CN=SN-1+CN=SN-2             |
            """)
    void theCommonNameIsTheOnlyOneOrNone(String subject, String commonName) {
        assertEquals(
                Optional.ofNullable(commonName),
                CertificateName.of(new X500Principal(subject)).commonName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=SN-1,O=Op     | SN-1             | true
            CN=SN-1,O=Op     | sn-1             | false
            CN=SN-1,O=Op     | SN-              | false
            CN=SN-1,O=Op     | SN-11            | false
            CN=SN-1,O=Op     | CN=SN-1,O=Op     | true
            CN=SN-1,O=Op     | cn=sn-1, o=op    | true
            CN=SN-1,O=Op     | CN=SN-1          | false
            CN=SN-1          | CN=SN-1,O=Op     | false
            CN=SN-1,O=Op     | O=Op,CN=SN-1     | false
            CN=SN-1,O=Op     | CN=              | false
            CN=SN-1,O=Op     | =                | false
            CN="a=b"         | a=b              | false
            """)
    void aSubjectIsComparedExactlyOrAsAWholeIfItContainsAnEqualsSign(String subject, String expected, boolean matches) {
        assertEquals(matches, CertificateName.of(new X500Principal(subject)).matches(expected));
    }

    @Test
    void ofACommonNameAloneNoWholeSubjectIsKnown() {
        CertificateName name = CertificateName.ofCommonName("SN-1");
        assertEquals(true, name.matches("SN-1"));
        assertEquals(false, name.matches("CN=SN-1"));
        assertEquals("CN=SN-1", name.toString());
        assertEquals(Optional.empty(), new CertificateName(List.of("a", "b"), null).commonName());
        assertEquals(
                "(empty subject)", CertificateName.of(new X500Principal("")).toString());
    }
}
