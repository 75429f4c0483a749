package org.wonbooks.intake.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonbooks.intake.delivery.KommoDelivery.Change.ADD;
import static org.wonbooks.intake.delivery.KommoDelivery.Change.DELETE;
import static org.wonbooks.intake.delivery.KommoDelivery.Change.RESTORE;
import static org.wonbooks.intake.delivery.KommoDelivery.Change.STATUS;
import static org.wonbooks.intake.delivery.KommoDelivery.Change.UPDATE;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.intake.delivery.KommoDelivery.LeadHint;

class KommoDeliveryTest {

    @Test
    void readsAFullHook() throws Exception {
        KommoDelivery delivery = read(
                """
                account[subdomain]=acme
                account[id]=32720107
                account[_links][self]=https://acme.kommo.com
                leads[status][0][id]=15318175
                leads[status][0][name]=Website+redesign
                leads[status][0][status_id]=142
                leads[status][0][old_status_id]=67548607
                leads[status][0][price]=1500
                leads[status][0][pipeline_id]=8572511
                leads[status][0][tags][0][name]=vip
                leads[status][0][account_id]=32720107
                leads[status][0][custom_fields][0][values][0][value]=PO-77
                leads[status][0][custom_fields][2][values][0]=1725915600
                leads[status][0][custom_fields][3][values][value]=2
                leads[status][0][custom_fields][3][values][enum]=566642
                leads[status][0][custom_fields][4][values][0][value][vat_id]=DE123
                leads[status][0][updated_at]=1795305600
                """);
        assertThat(delivery.accountId()).isEqualTo(32720107L);
        assertThat(delivery.subdomain()).isEqualTo("acme");
        assertThat(delivery.leads()).containsExactly(new LeadHint(15318175, STATUS, 142L, 8572511L, 67548607L));
        assertThat(delivery.unreadable()).isEmpty();
        assertThat(delivery.unused()).isEmpty();
    }

    @Test
    void readsALeanHookWithTheAccountLast() throws Exception {
        KommoDelivery delivery = read(
                """
                leads[status][0][id]=15318175 leads[status][0][status_id]=142
                leads[status][0][pipeline_id]=8572511 leads[status][0][old_pipeline_id]=8572511
                account[id]=32720107 account[subdomain]=ACME
                """);
        assertThat(delivery.accountId()).isEqualTo(32720107L);
        assertThat(delivery.subdomain()).isEqualTo("acme");
        assertThat(delivery.leads()).containsExactly(new LeadHint(15318175, STATUS, 142L, 8572511L, null));
    }

    @Test
    void readsEveryLeadOfEveryGroup() throws Exception {
        KommoDelivery delivery = read(
                """
                leads[add][0][id]=1 leads[add][1][id]=2
                leads[update][0][id]=1
                leads[delete][0][id]=3 leads[delete][0][status_id]=143
                leads[restore][7][id]=4
                """);
        assertThat(delivery.leads())
                .containsExactly(
                        new LeadHint(1, ADD, null, null, null),
                        new LeadHint(2, ADD, null, null, null),
                        new LeadHint(1, UPDATE, null, null, null),
                        new LeadHint(3, DELETE, 143L, null, null),
                        new LeadHint(4, RESTORE, null, null, null));
    }

    @Test
    void namesWhatIsNotUsed() throws Exception {
        KommoDelivery delivery = read(
                """
                contacts[update][0][id]=1 contacts[update][1][id]=2 task[add][0][id]=3
                leads[note][0][note][element_id]=4 leads[responsible][0][id]=5
                odd=6 a%00b[c%0Ad]=7
                """);
        assertThat(delivery.leads()).isEmpty();
        assertThat(delivery.unused())
                .containsExactly("contacts.update", "task.add", "leads.note", "leads.responsible", "odd", "?.?");
    }

    @Test
    void namesAtMostTwentyThingsThatAreNotUsed() throws Exception {
        String body = IntStream.range(1, 500).mapToObj("x"::repeat).collect(Collectors.joining("&"));
        assertThat(KommoDelivery.of(BracketForm.parse(body.getBytes(UTF_8))).unused())
                .hasSize(20);
    }

    @Test
    void readsThreeHundredLeadsAndNoMore() throws Exception {
        assertThat(read(leads(300)).leads()).hasSize(300);
        assertThatThrownBy(() -> read(leads(301)))
                .isInstanceOf(FormTooLarge.class)
                .hasMessage("The form has more than 300 leads.");
    }

    private static String leads(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "leads[update][%d][id]=%d".formatted(i, i + 1))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void namesTheFirstTwentyPartsThatCannotBeRead() throws Exception {
        String body = IntStream.range(0, 500)
                .mapToObj(i -> "leads[add][%d][id]=x".formatted(i))
                .collect(Collectors.joining("\n"));
        assertThat(read(body).unreadable())
                .hasSize(21)
                .startsWith("leads.add, number 1: no positive id")
                .endsWith("480 more that can not be read");
    }

    @Test
    void findsTheAccountAtALeadWhenTheHookDoesNotNameIt() throws Exception {
        KommoDelivery delivery = read(
                """
                leads[update][0][id]=1
                leads[update][1][id]=2 leads[update][1][account_id]=32720107
                account[subdomain]=acme
                """);
        assertThat(delivery.accountId()).isEqualTo(32720107L);

        KommoDelivery older = read("leads[update][0][id]=1\naccount[subdomain]=acme");
        assertThat(older.accountId()).isNull();
        assertThat(older.subdomain()).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.evil.example", "-acme", "a/b", "", "a%00b"})
    void passesOverAnImpossibleSubdomain(String subdomain) throws Exception {
        assertThat(read("account[subdomain]=" + subdomain).subdomain()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "%2B5", "1.5", "", "x", "9999999999999999999", "%D9%A1"})
    void listsAnIdThatIsNotAPositiveNumberAndGoesOn(String id) throws Exception {
        KommoDelivery delivery = read("leads[status][0][id]=" + id + "\nleads[status][1][id]=8");
        assertThat(delivery.unreadable()).containsExactly("leads.status, number 1: no positive id");
        assertThat(delivery.leads()).containsExactly(new LeadHint(8, STATUS, null, null, null));
    }

    @Test
    void listsWhatHasNotTheShapeOfALead() throws Exception {
        KommoDelivery delivery = read("leads[status]=1\nleads[update][0]=2\nleads[delete][0][id][x]=3");
        assertThat(delivery.leads()).isEmpty();
        assertThat(delivery.unreadable())
                .containsExactly(
                        "leads.status: not a list",
                        "leads.update, number 1: no positive id",
                        "leads.delete, number 1: no positive id");
    }

    @Property
    void neverThrows(@ForAll @CharRange(from = '\0', to = '\u00ff') String text) throws Exception {
        String body = "leads[" + text + "]=1&leads[status][" + text + "]=" + text + "&account[" + text + "]=" + text;
        assertThat(KommoDelivery.of(BracketForm.parse(body.getBytes(UTF_8)))).isNotNull();
    }

    /** Of fields with line ends and spaces between them. */
    private static KommoDelivery read(String lines) throws FormTooLarge {
        return KommoDelivery.of(
                BracketForm.parse(lines.strip().replaceAll("[ \n]", "&").getBytes(UTF_8)));
    }
}
