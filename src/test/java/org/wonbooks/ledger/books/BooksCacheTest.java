package org.wonbooks.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** How long what was read of the books counts. */
class BooksCacheTest {

    @Nested
    class OnH2 extends Remembering {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Remembering {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Remembering extends ConnectedTest {

        private final BooksCache books;

        Remembering(TestDatabase database) {
            super(database, BooksCache.class);
            books = bean(BooksCache.class);
        }

        @Test
        void theLatestAnswerCountsForADay() {
            keep("one");
            keep("two");
            assertThat(known()).isEqualTo("two");
            clock.pass(Duration.ofHours(24).minusSeconds(1));
            assertThat(known()).isEqualTo("two");
            clock.pass(Duration.ofSeconds(2));
            assertThat(known()).isNull();
            books.keep(acme, "another", "text", toldAt());
            assertThat(count("remembered_books")).as("the old one is removed").isEqualTo(1);
        }

        @Test
        void nothingCountsThatWasAskedBeforeAChange() {
            Instant before = toldAt();
            keep("one");
            books.changed(acme);
            assertThat(known()).isNull();
            books.keep(acme, "question", "asked before", before);
            assertThat(known()).isNull();
            keep("two");
            assertThat(known()).isEqualTo("two");
            books.changed(acme);
            assertThat(known()).as("in the same moment").isNull();
        }

        @Test
        void whoAskedBeforeAChangeWasToldDoesNotWriteOverWhoAskedAfterIt() {
            Instant before = toldAt();
            books.changed(acme);
            keep("newer");
            books.keep(acme, "question", "older", before);
            assertThat(known()).isEqualTo("newer");
        }

        @Test
        void whatChangesOftenCountsAtOnceAndOnceMoreTenMinutesLater() {
            books.itemsChanged(acme);
            keep("one");
            clock.pass(Duration.ofMinutes(3));
            books.itemsChanged(acme);
            books.itemsChanged(acme);
            assertThat(known()).as("told again shortly after").isEqualTo("one");
            clock.pass(Duration.ofMinutes(6));
            assertThat(known()).isEqualTo("one");
            keep("read meanwhile");
            clock.pass(Duration.ofMinutes(1));
            assertThat(known()).as("the database's clock may not be there yet").isEqualTo("read meanwhile");
            clock.pass(Duration.ofMinutes(1));
            assertThat(known()).as("ten minutes after the first").isNull();
            keep("two");

            clock.pass(Duration.ofMinutes(5));
            books.itemsChanged(acme);
            assertThat(known()).isEqualTo("two");
            books.changed(acme);
            assertThat(known()).as("all has changed").isNull();
            keep("three");
            clock.pass(Duration.ofMinutes(11));
            assertThat(known()).isEqualTo("three");
            books.itemsChanged(acme);
            assertThat(connection().booksChangedAt()).as("no other list").isEqualTo(NOON.plus(Duration.ofMinutes(16)));
            assertThat(known()).as("told long after").isNull();
        }

        @Test
        void manyAtOnceLeaveOneRow() throws Exception {
            AtOnce.run(8, caller -> {
                books.changed(acme);
                keep("by " + caller);
                return caller;
            });
            assertThat(count("remembered_books")).isEqualTo(1);
            assertThat(count("books_change")).isEqualTo(1);
        }

        private void keep(String answer) {
            books.keep(acme, "question", answer, toldAt());
        }

        private String known() {
            return books.find(acme, "question", toldAt())
                    .map(BooksCache.Answer::text)
                    .orElse(null);
        }

        private Instant toldAt() {
            return connection().itemsChangedAt();
        }
    }
}
