package org.wonbooks.invoicing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.invoicing.money.SalesTax;

class InvoiceLinesTest {

    private static final ConnectionSettings SETTINGS = Drafts.settings("{\"invoice\": {\"lines\": \"products\"}}");

    @Test
    void areTheProductsWithQuantityAndPrice() {
        List<Product> products = List.of(
                new Product("Hosting, month", "HOST-1", "12.0", "99.90", "21"), product("Support", "2.50", "80"));
        InvoiceIntent intent = draft("1398.80", null, false, products, SalesTax.NONE);
        assertThat(intent.lines())
                .containsExactly(
                        line("Hosting, month", "21", "12", "99.9", "1198.80"),
                        line("Support", "20", "2.5", "80", "200.00"));
        assertThat(intent.discount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // The third of a cent is rounded once, in the line.
        "3, 0.333, 1.00",
        "1, 1.005, 1.01",
        "0.5, 0.01, 0.01",
        "1000, 0.0005, 0.50",
        "1, -5, -5.00"
    })
    void areRoundedOnce(String quantity, String price, BigDecimal amount) {
        List<Product> products = List.of(product("A", quantity, price), product("B", "1", "100"));
        String budget = amount.add(new BigDecimal("100")).toPlainString();
        assertThat(draft(budget, null, false, products, SalesTax.NONE)
                        .lines()
                        .get(0)
                        .amount())
                .isEqualTo(amount);
    }

    @Test
    void thatDoNotComeToTheBudgetAreAPersonsDecision() {
        List<Product> products = List.of(product("Hosting", "1", "99.90"));
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> draft("100", null, false, products, SalesTax.NONE))
                .withMessage("The deal's products come to 99.90, its budget says 100.00");
        assertThat(draft("100", null, true, products, SalesTax.NONE).lines())
                .containsExactly(line("Website", "1", "1", "100.00", "100.00"));
    }

    @Test
    void ofADealWithoutProductsAreAPersonsDecisionToo() {
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> draft("100", null, false, List.of(), SalesTax.NONE))
                .withMessage("The deal has no products, its budget says 100.00");
    }

    @Test
    void areNotForFreeWhereNobodyEnteredABudget() {
        List<Product> products = List.of(product("Hosting", "1", "99.90"));
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> draft("0", null, false, products, SalesTax.NONE))
                .withMessage("The deal's products come to 99.90, its budget says 0.00");
        assertThatExceptionOfType(Skip.class).isThrownBy(() -> draft("0", null, true, products, SalesTax.NONE));
        List<Product> free = List.of(product("Hosting", "1", "0"));
        assertThatExceptionOfType(Skip.class).isThrownBy(() -> draft("0", null, false, free, SalesTax.NONE));
    }

    @Test
    void areLessTheDiscount() {
        List<Product> products = List.of(product("Hosting", "2", "99.90"));
        InvoiceIntent intent = draft("189.80", "10", false, products, SalesTax.NONE);
        assertThat(intent.discount()).isEqualTo("10.00");
        assertThat(intent.lines()).hasSize(1);
        assertThat(draft("199.80", "0", false, products, SalesTax.NONE).discount())
                .isNull();
        assertThatExceptionOfType(Hold.class)
                .isThrownBy(() -> draft("199.80", "10", false, products, SalesTax.NONE))
                .withMessage("The deal's products come to 189.80 less discount, its budget says 199.80");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "free", "NaN", "1e309", "0.00000001", "1,50"})
    void haveANumberForAPrice(String price) {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> draft("100", null, true, List.of(product("Hosting", "1", price)), SalesTax.NONE))
                .withMessage("The product \"Hosting\" has no usable price" + (price == null ? "" : ": " + price))
                .satisfies(fault -> assertThat(fault.fix())
                        .isEqualTo("Put the product right in Kommo, then press" + " “Try again”."));
    }

    @Test
    void carryTheTaxCode() {
        InvoiceIntent intent = draft("100", null, false, null, SalesTax.coded("5", null, false));
        assertThat(intent.lines().get(0).taxCode()).isEqualTo("5");
        assertThat(intent.tax().calculation()).isEqualTo("TaxExcluded");
        assertThat(intent.mayComeTo(new BigDecimal("121"))).isTrue();
        assertThat(intent.mayComeTo(new BigDecimal("99.99"))).isFalse();
    }

    @Test
    void areNetWhereTheBudgetHasTheTaxInIt() {
        InvoiceIntent intent = draft("100", null, false, null, SalesTax.coded("5", new BigDecimal("21"), true));
        InvoiceLine line = intent.lines().get(0);
        assertThat(line.amount()).isEqualTo("82.64");
        assertThat(line.unitPrice()).isEqualTo("82.64");
        assertThat(line.gross()).isEqualTo("100.00");
        assertThat(intent.mayComeTo(new BigDecimal("100"))).isTrue();
        assertThat(intent.mayComeTo(new BigDecimal("100.01"))).isFalse();
    }

    /** QuickBooks refuses an amount that is not quantity times price, to the cent. */
    @Property
    void comeToTheBudgetToTheCentAndEachToItsQuantityTimesPrice(
            @ForAll @Size(min = 1, max = 20)
                    List<@BigRange(min = "0.04", max = "99999.99") @Scale(4) BigDecimal> prices,
            @ForAll @IntRange(min = 1, max = 400) int eighths,
            @ForAll @BigRange(min = "0", max = "30") @Scale(3) BigDecimal percent,
            @ForAll boolean inclusive) {
        BigDecimal quantity = BigDecimal.valueOf(eighths).multiply(new BigDecimal("0.125"));
        List<Product> products = new ArrayList<>();
        BigDecimal budget = BigDecimal.ZERO;
        for (BigDecimal price : prices) {
            products.add(product("P", quantity.toPlainString(), price.toPlainString()));
            budget = budget.add(quantity.multiply(price).setScale(2, RoundingMode.HALF_UP));
        }
        InvoiceIntent intent =
                draft(budget.toPlainString(), null, false, products, SalesTax.coded("5", percent, inclusive));
        assertThat(intent.lines()).allSatisfy(line -> {
            assertThat(line.quantity().multiply(line.unitPrice()).setScale(2, RoundingMode.HALF_UP))
                    .isEqualByComparingTo(line.amount());
            assertThat(line.unitPrice().scale()).isBetween(0, 7);
        });
        BigDecimal sum = intent.lines().stream()
                .map(line -> inclusive ? line.gross() : line.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(budget);
    }

    private static InvoiceIntent draft(
            String budget, String discount, boolean approved, List<Product> products, SalesTax tax) {
        return InvoiceDraft.of(
                Drafts.deal(budget, "USD", discount, approved, products),
                SETTINGS,
                Drafts.books(tax, "USD", false),
                Drafts.DAY);
    }

    private static Product product(String name, String quantity, String price) {
        return new Product(name, null, quantity, price, "20");
    }

    private static InvoiceLine line(String description, String item, String quantity, String price, String amount) {
        return new InvoiceLine(
                description, item, new BigDecimal(quantity), new BigDecimal(price), new BigDecimal(amount), null, null);
    }
}
