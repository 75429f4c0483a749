package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.testing.ProductJson;

/** What of an invoice's text contradicts what was decided, value by value. */
class InvoiceGateTest {

    private static final InvoiceIntent DECIDED = ProductJson.read(
            """
            {"party": "contact:17", "email": "jane@roe.example", "amount": 310.00, "currency": "CAD", "exchangeRate": 0.7148,
             "lines": [{"itemId": "19", "quantity": 2, "unitPrice": 100, "amount": 200.00, "taxCode": "5", "gross": 226.00},
                       {"itemId": "20", "quantity": 3, "unitPrice": 33.3333333, "amount": 100.00, "gross": 113.00}],
             "discount": 10.00, "tax": {"code": "5", "percent": 13, "calculation": "TaxInclusive", "onTop": false},
             "date": "2026-11-22", "marker": "wonbooks:1:2:1", "send": true}
            """,
            InvoiceIntent.class);

    private static final String COMPOSED = quoted(
            """
            {'CustomerRef': {'value': '58'}, 'CurrencyRef': {'value': 'CAD'}, 'ExchangeRate': 0.7148, 'TxnDate': '2026-11-22',
             'BillEmail': {'Address': 'jane@roe.example'}, 'PrivateNote': 'wonbooks:1:2:1',
             'GlobalTaxCalculation': 'TaxInclusive', 'Line': [
             {'Amount': 200.00, 'DetailType': 'SalesItemLineDetail', 'SalesItemLineDetail': {'ItemRef': {'value': '19'},
               'Qty': 2, 'UnitPrice': 100, 'TaxCodeRef': {'value': '5'}, 'TaxInclusiveAmt': 226.00}},
             {'Amount': 100.00, 'DetailType': 'SalesItemLineDetail', 'SalesItemLineDetail': {'ItemRef': {'value': '20'},
               'Qty': 3, 'UnitPrice': 33.3333333, 'TaxInclusiveAmt': 113.00}},
             {'Amount': 10.00, 'DetailType': 'DiscountLineDetail', 'DiscountLineDetail': {'PercentBased': false}}]}
            """);

    @Test
    void isNothingWhereAllIsAsDecided() {
        assertThat(InvoiceGate.contradictions(COMPOSED, DECIDED, "58")).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            'Amount': 200.00                     | 'Amount': 200
            'Amount': 200.00                     | 'Amount': '200.000'
            'value': '58'                        | 'value': 58, 'name': 'Jane'
            'Qty': 2, 'UnitPrice': 100,          | 'UnitPrice': 200,
            'Qty': 2, 'UnitPrice': 100,          | 'Qty': 2,
            'Qty': 3, 'UnitPrice': 33.3333333,   | 'Qty': 1, 'UnitPrice': 100,
            'value': '20'                        | 'value': '21'
            0.7148                               | 0.71480
            'PrivateNote': '                     | 'PrivateNote': 'Made for you.  ^
            'TxnDate':                           | 'Deposit': null, 'EmailStatus': null, 'TxnDate':
            'TxnDate':                           | 'BillEmailCc': {'Address': 'joe@roe.example'}, 'TxnDate':
            'Line': [                            | 'Line': [{'DetailType': 'DescriptionOnly', 'Description': 'Hello'},
            'Line': [                            | 'Line': [{'DetailType': 'DescriptionOnly', 'Amount': 0},
            'Qty': 3                             | 'ServiceDate': '2026-11-01', 'ClassRef': {'value': '9'}, 'Qty': 3
            """)
    void isNothingThatBillsTheSame(String from, String to) {
        assertThat(contradictions(from, to.replace("^", ""))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            'value': '58'                | 'value': '7'                    | CustomerRef          | CustomerRef is 7, and 58 was decided
            'CustomerRef': {'value': '58'} | 'CustomerRef': '58'           | CustomerRef          | CustomerRef is left out, and 58 was decided
            'CustomerRef'                | 'Customer'                      | CustomerRef          | CustomerRef is left out, and 58 was decided
            'CAD'                        | 'USD'                           | CurrencyRef          | CurrencyRef is USD, and CAD was decided
            0.7148                       | 0.7149                          | ExchangeRate         | ExchangeRate is 0.7149, and 0.7148 was decided
            'ExchangeRate': 0.7148,      |                                 | ExchangeRate         | ExchangeRate is left out, and 0.7148 was decided
            '2026-11-22'                 | '2026-11-23'                    | TxnDate              | TxnDate is 2026-11-23, and 2026-11-22 was decided
            'jane@                       | 'joe@                           | BillEmail            | BillEmail is joe@roe.example, and jane@roe.example was decided
            'BillEmail':                 | 'BillEmailCc':                  | BillEmail            | BillEmail is left out, and jane@roe.example was decided
            'PrivateNote': 'wonbooks:1:2:1' | 'PrivateNote': 'wonbooks:1:2:1.' | PrivateNote      | PrivateNote does not end with wonbooks:1:2:1, the mark by which the invoice is known as ours
            'TaxInclusive'               | 'TaxExcluded'                   | GlobalTaxCalculation | GlobalTaxCalculation is TaxExcluded, and TaxInclusive was decided
            'Amount': 100.00             | 'Amount': 200.00                | Amount               | Amount of line 2 is 200.00, and 100.00 was decided
            'Amount': 200.00             | 'Amount': 200.001               | Amount               | Amount of line 1 is 200.001, and 200.00 was decided
            'Amount': 200.00             | 'Amount': 'much'                | Amount               | Amount of line 1 is much, and 200.00 was decided
            'Amount': 200.00,            |                                 | Amount               | Amount of line 1 is left out, and 200.00 was decided
            'UnitPrice': 100             | 'UnitPrice': 200                | UnitPrice            | Qty times UnitPrice of line 1 is 2 times 200, and 2 times 100 was decided
            'Qty': 2,                    |                                 | UnitPrice            | Qty times UnitPrice of line 1 is 1 times 100, and 2 times 100 was decided
            226.00                       | 236                             | TaxInclusiveAmt      | TaxInclusiveAmt of line 1 is 236, and 226.00 was decided
            , 'TaxInclusiveAmt': 113.00  |                                 | TaxInclusiveAmt      | TaxInclusiveAmt of line 2 is left out, and 113.00 was decided
            'value': '5'                 | 'value': '6'                    | TaxCodeRef           | TaxCodeRef of line 1 is 6, and 5 was decided
            'Qty': 3                     | 'TaxCodeRef': {'value': '5'}, 'Qty': 3 | TaxCodeRef    | TaxCodeRef of line 2 is 5, and none was decided
            'Qty': 3                     | 'DiscountAmt': 5, 'Qty': 3      | DiscountAmt          | DiscountAmt is 5, and is not for a mapping to set
            'Amount': 10.00              | 'Amount': 1                     | Amount               | Amount of the discount is 1, and 10.00 was decided
            'DiscountLineDetail', 'Disc  | 'DescriptionOnly', 'Disc        | Amount               | Amount of line 3 is not for a line of words alone
            'PercentBased': false        | 'PercentBased': true            | PercentBased         | PercentBased is true, and the discount was decided as an amount
            'PercentBased': false        | 'DiscountPercent': 50           | DiscountPercent      | DiscountPercent is 50, and is not for a mapping to set
            'Line': [                    | 'Line': [{'DetailType': 'GroupLineDetail'}, | DetailType | DetailType of line 1 is neither SalesItemLineDetail nor DiscountLineDetail nor DescriptionOnly
            'Line': [                    | 'Line': [{'Amount': 200.00, 'DetailType': 'SalesItemLineDetail', 'SalesItemLineDetail': {'TaxCodeRef': {'value': '5'}, 'TaxInclusiveAmt': 226}}, | Line | Line has 3 that sell, and 2 was decided
            'Line': [                    | 'Lines': [                      | Line                 | Line has 0 that sell, and 2 was decided
            {'Amount': 200.00            | {'Amount': 200.00, 'Id': '4'             | Id                   | Id is 4, and is not for a mapping to set
            {'Amount': 200.00            | {'Amount': 200.00, 'LinkedTxn': [{'TxnId': '4'}] | LinkedTxn    | LinkedTxn is [{"TxnId":"4"}], and is not for a mapping to set
            'TxnDate':                   | 'Id': '7', 'TxnDate':           | Id                   | Id is 7, and is not for a mapping to set
            'TxnDate':                   | 'SyncToken': 0, 'TxnDate':      | SyncToken            | SyncToken is 0, and is not for a mapping to set
            'TxnDate':                   | 'sparse': true, 'TxnDate':      | sparse               | sparse is true, and is not for a mapping to set
            'TxnDate':                   | 'LinkedTxn': [], 'TxnDate':     | LinkedTxn            | LinkedTxn is [], and is not for a mapping to set
            'TxnDate':                   | 'Deposit': 5, 'TxnDate':        | Deposit              | Deposit is 5, and is not for a mapping to set
            'TxnDate':                   | 'TotalAmt': 5, 'TxnDate':       | TotalAmt             | TotalAmt is 5, and is not for a mapping to set
            'TxnDate':                   | 'TxnTaxDetail': {'TotalTax': 5}, 'TxnDate': | TxnTaxDetail | TxnTaxDetail is {"TotalTax":5}, and is not for a mapping to set
            'TxnDate':                   | 'ApplyTaxAfterDiscount': false, 'TxnDate': | ApplyTaxAfterDiscount | ApplyTaxAfterDiscount is false, and is not for a mapping to set
            'TxnDate':                   | 'EmailStatus': 'NeedToSend', 'TxnDate': | EmailStatus  | EmailStatus is NeedToSend, and is not for a mapping to set
            """)
    void isNamedByItsKey(String from, String to, String key, String words) {
        assertThat(contradictions(from, to == null ? "" : to)).containsEntry(key, words);
    }

    @Test
    void isARateWhereNoneWasDecided() {
        InvoiceIntent atHome = ProductJson.read(
                ProductJson.write(DECIDED).replace("\"exchangeRate\":0.7148", "\"exchangeRate\":null"),
                InvoiceIntent.class);
        assertThat(InvoiceGate.contradictions(COMPOSED, atHome, "58"))
                .containsEntry("ExchangeRate", "ExchangeRate is 0.7148, and none was decided");
    }

    @Test
    void isWhateverCannotBeReadForSure() {
        assertThat(InvoiceGate.contradictions("{\"Line\": [], \"Line\": []}", DECIDED, "58"))
                .containsKey("");
        assertThat(InvoiceGate.contradictions("null", DECIDED, "58")).containsKeys("CustomerRef", "Line");
        assertThat(InvoiceGate.contradictions("\"text\"", DECIDED, "58")).containsKeys("CustomerRef", "Line");
    }

    private static Map<String, String> contradictions(String from, String to) {
        String part = quoted(from);
        assertThat(COMPOSED).contains(part);
        int at = COMPOSED.indexOf(part);
        String text = COMPOSED.substring(0, at) + quoted(to) + COMPOSED.substring(at + part.length());
        return InvoiceGate.contradictions(text, DECIDED, "58");
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
