package org.ocppgateway.gateway.authentication;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a client certificate, or the part of it that a proxy reports.
 *
 * @param commonNames all that are in the subject; only a single one can prove anything
 * @param subject the distinguished name; null if only a common name is known
 */
public record CertificateName(
        List<String> commonNames, @Nullable X500Principal subject) {

    /** A slash before an attribute type; other slashes belong to a value. */
    private static final Pattern SLASH = Pattern.compile("/(?=[A-Za-z][A-Za-z0-9.-]*=)");

    public CertificateName {
        commonNames = List.copyOf(commonNames);
    }

    /** The name of a certificate whose whole subject is known. */
    public static CertificateName of(X500Principal subject) {
        return new CertificateName(commonNames(subject), subject);
    }

    /** The name of a certificate of which a proxy reports the common name. */
    public static CertificateName ofCommonName(String commonName) {
        return new CertificateName(List.of(commonName), null);
    }

    /** The common name; empty if there is none, or more than one. */
    public Optional<String> commonName() {
        return commonNames.size() == 1 ? Optional.of(commonNames.getFirst()) : Optional.empty();
    }

    /**
     * Whether this is the subject that an entry requires: a distinguished name if it contains {@code =}, compared by the rules of X.500,
     * else a common name, compared exactly.
     *
     * @param expected a distinguished name begins with its most specific part (RFC 2253) or with its most general one, as
     *     {@code openssl x509 -subject} prints it
     */
    public boolean matches(String expected) {
        if (expected.indexOf('=') < 0) {
            return commonName().filter(expected::equals).isPresent();
        }
        try {
            List<Rdn> parts = new LdapName(rfc2253(expected.strip())).getRdns();
            return principal(parts).equals(subject)
                    || principal(parts.reversed()).equals(subject);
        } catch (InvalidNameException | IllegalArgumentException e) {
            return false;
        }
    }

    private static X500Principal principal(List<Rdn> parts) {
        return new X500Principal(new LdapName(parts).toString());
    }

    /** Converts the old form of OpenSSL, {@code /C=DE/O=Op/CN=SN-1}. Leaves other forms unchanged. */
    private static String rfc2253(String name) throws InvalidNameException {
        if (!name.startsWith("/")) {
            return name;
        }
        List<Rdn> parts = new ArrayList<>();
        for (String part : SLASH.split(name.substring(1))) {
            int equals = part.indexOf('=');
            parts.add(new Rdn(part.substring(0, Math.max(equals, 0)), part.substring(equals + 1)));
        }
        return new LdapName(parts).toString();
    }

    /** For the operator. */
    @Override
    public String toString() {
        if (subject != null) {
            return subject.getName().isEmpty() ? "(empty subject)" : subject.getName();
        }
        return "CN=" + String.join(",CN=", commonNames);
    }

    private static List<String> commonNames(X500Principal subject) {
        try {
            return new LdapName(subject.getName())
                    .getRdns().stream().flatMap(rdn -> values(rdn).stream()).toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    /** The common names in one part of the subject, which may have several attributes. */
    private static List<String> values(Rdn rdn) {
        try {
            var attribute = rdn.toAttributes().get("CN");
            if (attribute == null) {
                return List.of();
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < attribute.size(); i++) {
                values.add(String.valueOf(attribute.get(i)));
            }
            return values;
        } catch (NamingException e) {
            return List.of();
        }
    }
}
