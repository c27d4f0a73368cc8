package org.ocppgateway.gateway.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
            CN=SN-1,O=Op     | CN=              | false
            CN=SN-1,O=Op     | =                | false
            CN="a=b"         | a=b              | false
            """)
    void aSubjectIsComparedExactlyOrAsAWholeIfItContainsAnEqualsSign(String subject, String expected, boolean matches) {
        assertEquals(matches, CertificateName.of(new X500Principal(subject)).matches(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=SN-1,O=Op,C=DE                  | CN=SN-1,O=Op,C=DE                          | true
            CN=SN-1,O=Op,C=DE                  | C = DE, O = Op, CN = SN-1                  | true
            CN=SN-1,O=Op,C=DE                  | C=DE,O=Op,CN=SN-1                          | true
            CN=SN-1,O=Op,C=DE                  | /C=DE/O=Op/CN=SN-1                         | true
            CN=SN-1,O=Op,C=DE                  | cn = SN-1 ; o = Op ; c = DE                | true
            CN=SN-1,O=Op,C=DE                  | '  CN=SN-1,  O=Op,C=DE '                   | true
            CN=SN-1,O=Op,C=DE                  | 2.5.4.3=SN-1,2.5.4.10=Op,2.5.4.6=DE        | true
            CN=SN-1,O=Op,C=DE                  | O=Op,C=DE,CN=SN-1                          | false
            CN=SN-1,O=Op,C=DE                  | C = DE, O = Op, CN = SN-2                  | false
            CN=SN-1,O=Op,C=DE                  | C = DE, O = Op                             | false
            CN=SN-1,O=Op,C=DE                  | C = DE, O = Op, OU = X, CN = SN-1          | false
            CN=SN-1,O=Op,C=DE                  | /C=DE/O=Op/CN=SN-11                        | false
            CN=SN-1,O="Op, Inc.",C=DE          | C = DE, O = "Op, Inc.", CN = SN-1          | true
            CN=SN-1,O="Op, Inc.",C=DE          | CN=SN-1,O=Op\\, Inc.,C=DE                  | true
            CN=SN-1,O="a/b",C=DE               | /C=DE/O=a/b/CN=SN-1                        | true
            CN=Säule,O=Op                      | O = Op, CN = S\\C3\\A4ule                  | true
            CN=SN-1+SERIALNUMBER=7,O=Op        | O = Op, CN = SN-1 + serialNumber = 7       | true
            CN=SN-1,EMAILADDRESS=a@b.example   | emailAddress = a@b.example, CN = SN-1      | true
            CN=SN-1,DC=op,DC=example           | DC = example, DC = op, CN = SN-1           | true
            CN=SN-1,OU=b,OU=a                  | OU = b, OU = a, CN = SN-1                  | false
            CN=SN-1,O=Op                       | /                                          | false
            CN=SN-1,O=Op                       | /=                                         | false
            CN=SN-1,O=Op                       | O = Op, CN                                 | false
            """)
    void aSubjectIsComparedInTheOrderOfRfc2253AndOfOpenssl(String subject, String expected, boolean matches) {
        assertEquals(matches, CertificateName.of(new X500Principal(subject)).matches(expected));
    }

    @Test
    void aSubjectIsComparedAsOpensslPrintsIt() throws Exception {
        Process process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-new",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        "/dev/null",
                        "-x509",
                        "-utf8",
                        "-subj",
                        "/C=DE/O=Op, Inc./CN=SN-1")
                .start();
        byte[] pem = process.getInputStream().readAllBytes();
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        CertificateName name = CertificateName.of(certificate.getSubjectX500Principal());
        for (String form : List.of("oneline", "RFC2253", "compat", "oneline,-esc_msb,utf8")) {
            Process print = new ProcessBuilder("openssl", "x509", "-noout", "-subject", "-nameopt", form).start();
            try (OutputStream in = print.getOutputStream()) {
                in.write(pem);
            }
            String printed = new String(print.getInputStream().readAllBytes(), UTF_8).strip();
            String subject = printed.substring("subject=".length()).strip();
            assertEquals(true, name.matches(subject), form + ": " + subject);
        }
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
