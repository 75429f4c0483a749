package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.kommo.lead.ElementList;

/** What of the books an invoice refers to: terms, taxes and items. */
class BooksReferencesTest extends KeptBooks {

    @Test
    void nameTheTermsThatTheDealMeans() {
        fields = "[{\"field_code\": \"PAYMENT_TERMS\", \"values\": [{\"value\": \"30 Tage netto\", \"enum_id\": 77}]}]";
        settings = "{\"invoice\": {\"termsMap\": {\"77\": \"net 30\"}}}";
        assertThat(read().references().termId()).isEqualTo("3");
        settings = "{\"invoice\": {\"termsMap\": {\"30 Tage netto\": \"Net 30\"}}}";
        assertThat(read().references().termId()).isEqualTo("3");
        settings = "{}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active terms \"30 Tage netto\"");
        fields = "null";
        assertThat(read().references().termId()).isNull();
        settings = "{\"invoice\": {\"defaultTerms\": \"Net 60\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active terms \"Net 60\"");
    }

    @Test
    void ofACompanyInTheUsTaxByThemselves() {
        taxes(true, true);
        assertThat(read().references().tax()).isEqualTo(SalesTax.automated(null));
        settings = "{\"invoice\": {\"taxCode\": \"non\"}}";
        assertThat(read().references().tax()).isEqualTo(SalesTax.automated("NON"));
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessageContaining("knows no tax code \"HST ON\"")
                .satisfies(fault -> assertThat(fault.fix()).contains("TAX or NON"));
    }

    @Test
    void ofACompanyElsewhereTaxByCode() {
        taxes(true, false);
        inTheBooks.put(TAX_CODES, HST);
        inTheBooks.put(TAX_RATES, RATES);
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessageContaining("a tax code on each line");
        settings = "{\"invoice\": {\"taxCode\": \"hst on\"}}";
        assertThat(read().references().tax()).isEqualTo(SalesTax.coded("5", null, false));
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\", \"taxInclusive\": true}}";
        assertThat(read().references().tax().percent()).isEqualByComparingTo("13");
        settings = "{\"invoice\": {\"taxCode\": \"HST\"}}";
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(this::read)
                .withMessage("QuickBooks has no active tax code \"HST\"; it has Exempt, HST ON");
        taxes(false, false);
        clock.pass(Duration.ofHours(25));
        assertThat(read().references().tax()).isEqualTo(SalesTax.NONE);
    }

    @Test
    void haveAnItemForEachProductBySkuOrName() {
        inTheBooks.put(
                "SELECT * FROM Item WHERE Name IN ('HOST-1','Hosting','Support') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"30\", \"Name\": \"Support\"}, {\"Id\": \"31\", \"Name\": \"hosting\"}]}");
        inTheBooks.put(
                "SELECT * FROM Item WHERE Sku IN ('HOST-1') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"32\", \"Name\": \"Web space\", \"Sku\": \"host-1\"}]}");
        assertThat(read(product(1, "Hosting", "HOST-1"), product(2, "Support", null))
                        .items())
                .containsOnly(Map.entry(1L, "32"), Map.entry(2L, "30"));
        inTheBooks.put(
                "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"33\", \"Name\": \"Paint\", \"Type\": \"Category\"}]}");
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> read(product(3, "Paint", null)))
                .withMessage("QuickBooks has no active item for the product \"Paint\"");
    }

    @Test
    void areReadWholeForNamesThatAQueryCannotHold() {
        String full = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"Id\": \"" + (100 + i) + "\", \"Name\": \"Thing " + i
                        + "\", \"MetaData\": {\"CreateTime\": \"2026-11-01T02:00:00-08:00\"}}")
                .collect(Collectors.joining(", "));
        inTheBooks.put(
                "SELECT * FROM Item ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000",
                "{\"Item\": [" + full + "]}");
        inTheBooks.put(
                "SELECT * FROM Item WHERE MetaData.CreateTime >= '2026-11-01T10:00:00Z'"
                        + " ORDERBY MetaData.CreateTime STARTPOSITION 1 MAXRESULTS 1000",
                "{\"Item\": [{\"Id\": \"40\", \"Name\": \"Хостинг\"}]}");
        assertThat(read(product(1, "Хостинг", null)).items()).containsOnly(Map.entry(1L, "40"));
        assertThat(asked).hasSize(4);
    }

    @Test
    void areAskedForManyProductsInSeveralQueries() {
        ElementList.Element[] products =
                IntStream.range(10, 40).mapToObj(i -> product(i, "P" + i, null)).toArray(ElementList.Element[]::new);
        inTheBooks.put("SELECT * FROM Item WHERE Name IN " + names(10, 35) + " MAXRESULTS 1000", things(10, 35));
        inTheBooks.put("SELECT * FROM Item WHERE Name IN " + names(35, 40) + " MAXRESULTS 1000", things(35, 40));
        assertThat(read(products).items()).hasSize(30).containsEntry(39L, "39");
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "'P" + i + "'").collect(Collectors.joining(",", "(", ")"));
    }

    private static String things(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"Id\": \"%d\", \"Name\": \"P%d\"}".formatted(i, i))
                .collect(Collectors.joining(", ", "{\"Item\": [", "]}"));
    }

    @Test
    void thatLackAProductAreAskedAgainByTheNextDeal() {
        String paint = "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000";
        settings = "{\"invoice\": {\"createItems\": true}}";
        inTheBooks.put(
                ITEM,
                "{\"Item\": [{\"Id\": \"19\", \"Name\": \"Services\", \"IncomeAccountRef\": {\"value\": \"79\"}}]}");
        inTheBooks.put(paint, "{}");
        WantedReferences.Found found = read(product(3, "Paint", null));
        assertThat(found.newItems()).containsExactly(new NewItem(3, "Paint", null, "79", null));
        assertThat(found.items()).containsOnly(Map.entry(3L, NewItem.PLACEHOLDER));
        inTheBooks.put(paint, "{\"Item\": [{\"Id\": \"50\", \"Name\": \"Paint\"}]}");
        assertThat(read(product(3, "Paint", null)).items()).containsOnly(Map.entry(3L, "50"));
        assertThat(asked).containsExactly(PREFERENCES, ITEM, paint, paint);
    }

    @Test
    void haveNewItemsMadeOnlyLikeOneThatIsForSale() {
        settings = "{\"invoice\": {\"createItems\": true}}";
        inTheBooks.put("SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000", "{}");
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> read(product(3, "Paint", null)))
                .withMessage("The item \"services\", like which new items are made, has no income account");
    }
}
