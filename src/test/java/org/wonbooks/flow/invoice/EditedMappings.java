package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.wonbooks.testing.FreshStart;
import org.wonbooks.testing.WonbooksByHand;

/** Wonbooks with mappings that an integrator has changed, for one deal after the other. */
abstract class EditedMappings extends WonbooksByHand {

    static final String INVOICE = "invoice.groovy";

    /** Whose fresh start the contact has been billed since. */
    private static Class<?> known;

    private static long contact;

    /** In QuickBooks, of the contact whom most deals bill. */
    static String customer;

    static int names;

    @Autowired
    private ApplicationContext context;

    /** What is billed from now on are products, less a discount. */
    void discounts() {
        contact();
        api(
                "PATCH",
                "/connections/" + connection().id(),
                "{\"settings\": {\"invoice\": {\"discountField\": \"DISCOUNT\", \"lines\": \"products\"}}}");
    }

    /** One more won deal of a contact who is a customer already. */
    long another() {
        long lead = sandbox.deal(
                """
                {"name": "Another", "price": 150, "contact": {"id": %s}, "fields": {"DISCOUNT": "10"},
                 "products": [{"name": "Services", "price": 160}]}"""
                        .formatted(contact()));
        sandbox.win(lead);
        return lead;
    }

    long contact() {
        if (known != getClass()) {
            known = getClass();
            sandbox.post("/kommo/fields", "[{\"name\": \"DISCOUNT\", \"type\": \"text\", \"code\": \"DISCOUNT\"}]");
            long lead = fresh();
            invoice(lead);
            contact = sandbox.lead(lead).at("/contact/id").asLong();
            customer = column("select customer_id from deal where lead_id = ?", lead);
        }
        return contact;
    }

    long fresh() {
        String name = "Gate " + names++;
        return won(name, "150", "{'name': '" + name + "', 'email': 'gate" + names + "@gate.example'}", null);
    }

    JsonNode preview(long lead) {
        return read(api("POST", "/deals/" + connection().id() + "/" + lead + "/preview", ""));
    }

    /** What was asked of QuickBooks that makes something. */
    List<String> posts() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().equals("POST"))
                .map(call -> call.path("path").asText())
                .filter(path -> path.matches(".*/(customer|invoice|item)$"))
                .toList();
    }

    /** As after a start on such a file: saved in place, it would not be taken where an example notices it. */
    Edited edited(String file, String from, String to) {
        return edited(file, from, to, () -> FreshStart.forgetMappings(context));
    }

    /** As an integrator saves it beside a Wonbooks that runs. */
    Edited saved(String file, String from, String to) {
        return edited(file, from, to, () -> {});
    }

    private Edited edited(String file, String from, String to, Runnable taken) {
        try {
            Path mapping = settings.routes().resolve("mappings").resolve(file);
            String shipped = Files.readString(mapping);
            String part = from.replace("~", "");
            assertThat(shipped).contains(part);
            String text = shipped.replace(part, to == null ? "" : to.replace("~", ""));
            Files.writeString(mapping, text);
            taken.run();
            return new Edited(mapping, shipped, text, taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mapping that an integrator has changed, put back when it is closed. */
    record Edited(Path mapping, String shipped, String text, Runnable taken) implements AutoCloseable {

        /** Where a person looks for a key, as far as a look at the text tells. */
        String place(String key) {
            List<String> lines = text.lines().toList();
            Pattern named = Pattern.compile("(^|\\W)" + key + "\\s*:");
            String found = IntStream.range(0, lines.size())
                    .filter(i -> named.matcher(lines.get(i)).find())
                    .mapToObj(i -> String.valueOf(i + 1))
                    .collect(Collectors.joining(" or "));
            return "mappings/" + mapping.getFileName() + ":" + (found.isEmpty() ? lines.indexOf("[") + 1 : found);
        }

        @Override
        public void close() {
            try {
                Files.writeString(mapping, shipped);
                taken.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
