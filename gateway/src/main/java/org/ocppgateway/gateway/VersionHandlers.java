package org.ocppgateway.gateway;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.translation.Translation;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** The supported OCPP versions. */
final class VersionHandlers {
    private VersionHandlers() {}

    /** @param credentials masks values of the configured names in events and results */
    static Map<OcppVersion, VersionHandler> create(Masking credentials) {
        return Stream.<Translation>of(new Ocpp16(), new Ocpp2(OcppVersion.V2_0_1), new Ocpp2(OcppVersion.V2_1))
                .collect(Collectors.toUnmodifiableMap(
                        Translation::version,
                        translation -> new DictionaryHandler(translation, Tolerance.STANDARD, credentials)));
    }
}
