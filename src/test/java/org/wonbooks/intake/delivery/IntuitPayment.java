package org.wonbooks.intake.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wonbooks.intake.delivery.IntuitEvent.Operation.CREATED;

import java.time.Instant;

/** A delivery of Intuit that tells of one payment. */
abstract class IntuitPayment {

    static final String PAYMENT =
            """
            {"specversion":"1.0","id":"88cd52aa-33b6","source":"intuit.dsnBgbse","type":"qbo.payment.created.v1",
             "datacontenttype":"application/json","time":"2026-09-20T15:00:01.123456789Z",
             "intuitentityid":"301","intuitaccountid":"9341455000000001","data":{}}""";

    static final IntuitEvent PAYMENT_EVENT = new IntuitEvent(
            "88cd52aa-33b6",
            "9341455000000001",
            "payment",
            "301",
            CREATED,
            Instant.parse("2026-09-20T15:00:01.123456789Z"));

    static IntuitDelivery parse(String body) throws UnreadableDelivery {
        return IntuitDelivery.parse(body.getBytes(UTF_8));
    }
}
