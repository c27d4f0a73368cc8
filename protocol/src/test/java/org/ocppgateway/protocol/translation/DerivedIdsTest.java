package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** The result contains exactly the ids that the gateway added to the CALL. */
class DerivedIdsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "2.0.1 ; remote.start      ; {\"idToken\":\"T\"}                                              ;       ; 96583",
                "2.1   ; remote.start      ; {\"idToken\":\"T\",\"remoteStartId\":5}                          ;       ;",
                "1.6   ; remote.start      ; {\"idToken\":\"T\"}                                              ;       ;",
                "2.0.1 ; get.configuration ; {}                                                               ; 96583 ;",
                "2.0.1 ; get.configuration ; {\"keys\":[\"HeartbeatInterval\"]}                               ;       ;",
                "1.6   ; get.configuration ; {}                                                               ;       ;",
                "2.0.1 ; get.base.report   ; {\"reportBase\":\"FullInventory\"}                               ; 96583 ;",
                "2.1   ; get.base.report   ; {\"reportBase\":\"FullInventory\",\"requestId\":7}               ;       ;",
                "1.6   ; get.log           ; {\"logType\":\"SecurityLog\",\"location\":\"ftp://h/\"}          ; 96583 ;",
                "1.6   ; get.log           ; {\"logType\":\"DiagnosticsLog\",\"location\":\"ftp://h/\"}       ;       ;",
                "2.0.1 ; update.firmware   ; {\"location\":\"ftp://h/\",\"retrieveAt\":\"2026-11-21T12:00:00Z\"} ; 96583 ;",
                "2.1   ; certificate.signed ; {\"certificateChain\":\"c\",\"requestId\":3}                    ;       ;",
                "2.1   ; ocpp.call         ; {\"action\":\"GetReport\",\"payload\":{\"requestId\":3}}         ;       ;",
            })
    void derivesIdsThatTheCommandDoesNotContain(
            String version, String type, String data, @Nullable Long requestId, @Nullable Long remoteStartId) {
        OcppVersion spoken = OcppVersion.ofSubprotocol("ocpp" + version).orElseThrow();
        DictionaryHandler handler =
                new DictionaryHandler(spoken == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(spoken));
        Downlink.Call call = assertInstanceOf(Downlink.Call.class, handler.translate(Commands.of(type, data)));
        assertEquals(new DerivedIds(requestId, remoteStartId), call.derived());
    }
}
