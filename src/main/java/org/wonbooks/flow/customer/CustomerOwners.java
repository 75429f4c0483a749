package org.wonbooks.flow.customer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Peer;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.Email;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.quickbooks.invoice.Customer;

/**
 * Whose the books' customers are in Kommo, by the marks that we left on them and by our links. Kommo is asked only for
 * those who are not billed themselves.
 */
@Component
class CustomerOwners {

    /** So many are looked at; of the others nothing is known but that a customer is theirs. */
    private static final int MOST = 10;

    private final CustomerLinks links;

    CustomerOwners(CustomerLinks links) {
        this.links = links;
    }

    /**
     * What is known of the owners of some customers.
     *
     * @param parties by customer, those who are not billed themselves
     * @param found in Kommo, by party; empty: gone from there
     */
    record Owners(InvoiceIntent deal, Map<String, Set<String>> parties, Map<String, Optional<Contact>> found) {

        /** Somebody else's, who is still in Kommo under another name: never the one who is billed. */
        boolean anothers(Customer customer) {
            return of(customer)
                    .anyMatch(party -> !found.containsKey(party)
                            || found.get(party)
                                    .filter(owner -> !same(nameOf(owner), deal.customerName()))
                                    .isPresent());
        }

        /** Nobody's any more: all whose it was are gone from Kommo, or merged there. */
        boolean orphaned(Customer customer) {
            return of(customer).findAny().isPresent()
                    && of(customer)
                            .allMatch(party ->
                                    found.containsKey(party) && found.get(party).isEmpty());
        }

        /** Whose else it is, in words; null: nobody's. */
        String words(Customer customer) {
            return of(customer)
                    .findFirst()
                    .map(party -> orphaned(customer)
                            ? party + ", who is gone from Kommo"
                            : party + ", who has the same name in Kommo")
                    .orElse(null);
        }

        private Stream<String> of(Customer customer) {
            return parties.getOrDefault(customer.id(), Set.of()).stream();
        }
    }

    /** Looks whose they are, and has that told; nothing is read where nobody else is known of them. */
    Read<?> look(Run run, InvoiceIntent deal, List<Customer> customers, Function<Owners, Read<?>> then) {
        Owners owners = new Owners(deal, new HashMap<>(), new HashMap<>());
        List<String> wanted = new ArrayList<>();
        for (Customer customer : customers) {
            Set<String> parties = new TreeSet<>(links.parties(run.connection().id(), customer.id()));
            customer.mark().ifPresent(parties::add);
            // Made for, or linked to, who is billed: then it is theirs, whoever else has it.
            if (!parties.contains(deal.party())) {
                owners.parties().put(customer.id(), parties);
                wanted.addAll(parties);
            }
        }
        return next(owners, wanted.stream().distinct().limit(MOST).iterator(), then);
    }

    private static Read<?> next(Owners owners, Iterator<String> wanted, Function<Owners, Read<?>> then) {
        if (!wanted.hasNext()) {
            return then.apply(owners);
        }
        String party = wanted.next();
        String path = party.replace("contact:", "contacts/").replace("company:", "companies/");
        return Read.of(path, Contact.class).at(Peer.KOMMO).orNull().takeThen(owner -> {
            owners.found().put(party, Optional.ofNullable(owner));
            return next(owners, wanted, then);
        });
    }

    private static String nameOf(Contact owner) {
        String phone = owner.phones().stream().findFirst().orElse(null);
        return BookName.ofFirst(owner.name(), Email.read(owner.emails()).first(), phone)
                .orElse("");
    }

    /** Are two names the same but for letters' size, accents, blanks and punctuation? */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        String letters = Normalizer.normalize(BookName.of(name), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.isEmpty() ? BookName.of(name) : letters;
    }
}
