package org.wonbooks.flow;

import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.kommo.Contact;
import org.wonbooks.kommo.Lead;

/** The deal's contact, its company, and its products where they are what is billed: what there is, side by side. */
@Component("billedParties")
public class BilledParties implements Question.OfKommo {

    private final DealProducts products;

    BilledParties(DealProducts products) {
        this.products = products;
    }

    @Override
    public Read<?> ask(Run run) {
        Lead lead = run.get("lead", Lead.class);
        return Read.sideBySide(Stream.<Read<?>>of(
                        party(run, "contacts/", lead.contactId(), "contact"),
                        party(run, "companies/", lead.companyId(), "company"),
                        products.ask(run))
                .filter(Objects::nonNull)
                .toList());
    }

    private static Read<?> party(Run run, String path, Long id, String name) {
        run.keep(name, null);
        return id == null ? null : Read.of(path + id, Contact.class).take(answer -> run.keep(name, answer));
    }
}
