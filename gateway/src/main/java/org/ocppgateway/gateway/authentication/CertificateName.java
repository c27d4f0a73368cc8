package org.ocppgateway.gateway.authentication;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     */
    public boolean matches(String expected) {
        if (expected.indexOf('=') < 0) {
            return commonName().filter(expected::equals).isPresent();
        }
        try {
            return new X500Principal(expected).equals(subject);
        } catch (IllegalArgumentException e) {
            return false;
        }
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
