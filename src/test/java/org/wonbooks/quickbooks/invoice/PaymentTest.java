package org.wonbooks.quickbooks.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.wonbooks.testing.ProductJson.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentTest {

    @Test
    void isReadAsQuickBooksGivesIt() {
        Payment payment = read(
                        """
                        {"Payment": {"CustomerRef": {"value": "70", "name": "Roe, Jan"}, "PaymentRefNum": "CHK 7",
                         "TotalAmt": 150.00, "UnappliedAmt": 20.00, "ProcessPayment": false, "Id": "301",
                         "SyncToken": "0", "TxnDate": "2026-09-20", "CurrencyRef": {"value": "USD"},
                         "Line": [{"Amount": 100.00, "LinkedTxn": [{"TxnId": "239", "TxnType": "Invoice"}],
                           "LineEx": {"any": [{"name": "{http://schema.intuit.com/finance/v3}NameValue",
                             "value": {"Name": "txnId", "Value": "239"}, "nil": false}]}},
                          {"Amount": 30.00, "LinkedTxn": [{"TxnId": "240", "TxnType": "Invoice"}],
                           "LineEx": {"any": []}}]}, "time": "2026-09-20T08:00:00.000-07:00"}
                        """,
                        Payment.Answer.class)
                .payment();
        assertThat(payment.id()).isEqualTo("301");
        assertThat(payment.date()).isEqualTo(LocalDate.of(2026, 9, 20));
        assertThat(payment.total()).isEqualTo(new BigDecimal("150.00"));
        assertThat(payment.amountsByInvoice())
                .containsOnly(entry("239", new BigDecimal("100.00")), entry("240", new BigDecimal("30.00")));
    }

    @Test
    void addsUpWhatItPaysOfOneInvoiceToTheCent() {
        assertThat(
                        amounts(
                                """
                        {"Amount": 0.1, "LinkedTxn": [{"TxnId": "239", "TxnType": "Invoice"}]},
                        {"Amount": 0.2, "LinkedTxn": [{"TxnId": "239", "TxnType": "Invoice"}]}
                        """))
                .containsOnly(entry("239", new BigDecimal("0.3")));
    }

    @Test
    void paysInvoicesOnly() {
        assertThat(
                        amounts(
                                """
                        {"Amount": 50, "LinkedTxn": [{"TxnId": "239", "TxnType": "CreditMemo"}]},
                        {"Amount": 50, "LinkedTxn": [{"TxnId": "240", "TxnType": "Invoice"}]},
                        {"Amount": 10, "LinkedTxn": [{"TxnId": "241", "TxnType": "JournalEntry"}]},
                        {"Amount": 10, "LinkedTxn": [{"TxnId": "242", "TxnType": "Deposit"}]},
                        {"Amount": 10, "LinkedTxn": [{"TxnId": "243", "TxnType": "INVOICE"}]},
                        {"Amount": 10, "LinkedTxn": [{"TxnId": "244", "TxnType": null}]}
                        """))
                .containsOnly(entry("240", new BigDecimal("50")));
    }

    @Test
    void keepsTheLinkOfALineThatSaysNoAmount() {
        assertThat(amounts("{\"LinkedTxn\": [{\"TxnId\": \"239\", \"TxnType\": \"Invoice\"}]}"))
                .containsOnly(entry("239", BigDecimal.ZERO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"TotalAmt\": 0, \"PrivateNote\": \"Voided\"}",
                "{\"Line\": null}",
                "{\"Line\": []}",
                "{\"Line\": [{\"Amount\": 10}]}",
                "{\"Line\": [{\"Amount\": 10, \"LinkedTxn\": null}]}",
                "{\"Line\": [{\"Amount\": 10, \"LinkedTxn\": []}]}",
                "{\"Line\": [{\"Amount\": 10, \"LinkedTxn\": [{}]}]}"
            })
    void paysNothingWithoutLinks(String payment) {
        assertThat(read(payment, Payment.class).amountsByInvoice()).isEmpty();
    }

    private static Map<String, BigDecimal> amounts(String lines) {
        return read("{\"Line\": [" + lines + "]}", Payment.class).amountsByInvoice();
    }
}
