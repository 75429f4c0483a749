package org.wonbooks.flow.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.returnsSecondArg;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.Fence;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.billing.WantedReferences;
import org.wonbooks.flow.customer.MovedParty;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.draft.References;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.testing.TestClock;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

class DealDraftTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T04:59:59Z, America/New_York,    2026-11-21",
        "2026-11-22T05:00:00Z, America/New_York,    2026-11-22",
        "2026-07-22T03:59:59Z, America/New_York,    2026-07-21",
        "2026-07-22T04:00:00Z, America/New_York,    2026-07-22",
        "2026-12-31T09:59:59Z, Pacific/Kiritimati,  2026-12-31",
        "2026-12-31T10:00:00Z, Pacific/Kiritimati,  2027-01-01",
        "2026-11-22T18:14:59Z, Asia/Kathmandu,      2026-11-22",
        "2026-11-22T18:15:00Z, Asia/Kathmandu,      2026-11-23",
        "2026-11-22T23:59:59Z,                   ,  2026-11-22"
    })
    void isInvoicedOnTheDayThatItIsAtTheCompany(Instant now, String zone, LocalDate day) {
        FrozenIntents intents = mock();
        MovedParty moved = mock();
        when(moved.seen(anyLong(), any())).then(returnsSecondArg());
        new DealDraft(
                        mock(DealLedger.class),
                        intents,
                        mock(Decisions.class),
                        moved,
                        mock(Fence.class),
                        Clock.fixed(now, ZoneOffset.UTC))
                .freeze(
                        new Work(1, 7, WorkKind.DEAL_WON, "17", "deal:17", 1, 1, 1),
                        connection(zone),
                        deal(),
                        new Billing(
                                new Lead(
                                        17,
                                        "Website",
                                        BigDecimal.TEN,
                                        null,
                                        142,
                                        1,
                                        false,
                                        0,
                                        0,
                                        null,
                                        null,
                                        null,
                                        null),
                                new Contact(4, "Jane Roe", "Jane", "Roe", List.of()),
                                null,
                                null,
                                new WantedReferences.Found(
                                        new References(
                                                "1", "3", SalesTax.NONE, "USD", false, null, null, false, null, null),
                                        Map.of(),
                                        List.of())));

        ArgumentCaptor<InvoiceIntent> frozen = ArgumentCaptor.captor();
        verify(intents).freeze(any(), frozen.capture());
        assertThat(frozen.getValue().date()).isEqualTo(day);
    }

    /** Around each midnight of two years, and around each change of the clocks, in every zone that Java knows. */
    @Test
    void isTheCompanysDayAroundMidnightAndClockChangesInEveryZone() {
        TestClock clock = new TestClock(Instant.EPOCH);
        DealDraft draft = new DealDraft(null, null, null, null, null, clock);
        long asked = 0;
        List<String> wrong = new ArrayList<>();
        for (String name : ZoneId.getAvailableZoneIds()) {
            Connection connection = connection(name);
            ZoneRules rules = ZoneId.of(name).getRules();
            for (Instant turn : turns(ZoneId.of(name))) {
                for (long second = -1; second <= 1; second++) {
                    Instant now = turn.plusSeconds(second);
                    clock.set(now);
                    long local = now.getEpochSecond() + rules.getOffset(now).getTotalSeconds();
                    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(local, 86_400L));
                    asked++;
                    if (!draft.today(connection).equals(day)) {
                        wrong.add(now + " in " + name);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        System.out.printf(
                "DealDraftTest: the day of %,d moments in %d zones%n",
                asked, ZoneId.getAvailableZoneIds().size());
    }

    private static List<Instant> turns(ZoneId zone) {
        LocalDate first = LocalDate.of(2027, 1, 1);
        List<Instant> turns = new ArrayList<>(first.datesUntil(LocalDate.of(2029, 1, 1))
                .map(day -> day.atStartOfDay(zone).toInstant())
                .toList());
        Instant end = turns.get(turns.size() - 1);
        ZoneOffsetTransition change = zone.getRules().nextTransition(turns.get(0));
        while (change != null && change.getInstant().isBefore(end)) {
            turns.add(change.getInstant());
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return turns;
    }

    private static Connection connection(String zone) {
        return new Connection(
                7,
                "Acme",
                Connection.Mode.LIVE,
                false,
                ConnectionSettings.defaults(),
                "acme",
                null,
                zone,
                "USD",
                "9341455000000001",
                "Acme",
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Deal deal() {
        return Deal.unwritten(7, 17, 1, "Website");
    }
}
