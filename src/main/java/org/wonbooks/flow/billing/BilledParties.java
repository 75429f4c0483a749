package org.wonbooks.flow.billing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.Lead;

/**
 * The deal's contact, its company, and its products where they are what is billed. None of these needs another one, nor
 * whether the account has its fields, nor the books' lists: what there is of them is read side by side.
 */
@Component("billedParties")
@Keeps(value = "contact", as = Contact.class)
@Keeps(value = "company", as = Contact.class)
@Keeps("elements")
@Keeps("booksAhead")
class BilledParties implements Question.OfKommo {

    private final KnownFields fields;
    private final DealProducts products;
    private final CompanyBooks books;

    BilledParties(KnownFields fields, DealProducts products, CompanyBooks books) {
        this.fields = fields;
        this.products = products;
        this.books = books;
    }

    @Override
    public Read<?> ask(Run run) {
        Lead lead = run.get("lead", Lead.class);
        List<Read<?>> all = new ArrayList<>(Stream.<Read<?>>of(
                        fields.ask(run),
                        party(run, "contacts/", lead.contactId(), "contact"),
                        party(run, "companies/", lead.companyId(), "company"),
                        products.ask(run))
                .filter(Objects::nonNull)
                .toList());
        all.addAll(books.ahead(run));
        return Read.sideBySide(all);
    }

    private static Read<?> party(Run run, String path, Long id, String name) {
        run.keep(name, null);
        return id == null ? null : Read.of(path + id, Contact.class).take(answer -> run.keep(name, answer));
    }
}
