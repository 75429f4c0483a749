package org.wonbooks.flow.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.mapping.MappingScript;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;

/** What examples notice of a mapping before it is taken. */
class MappingExamplesTest {

    private static final Path SHIPPED = Path.of("routes", "mappings");

    @TempDir
    Path mappings;

    @BeforeEach
    void copy() throws IOException {
        FileSystemUtils.copyRecursively(SHIPPED, mappings);
    }

    @Test
    void theShippedMappingsPassTheShippedExamples() {
        assertThat(MappingExamples.faults(SHIPPED)).isEmpty();
    }

    @Test
    void eachShippedMappingHasAnExampleThatExpectsSomethingOfIt() throws IOException {
        List<Example> examples = Example.of(SHIPPED, null);
        try (Stream<Path> files = Files.list(SHIPPED)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".groovy"))
                            .map(name -> name.replace(".groovy", "")))
                    .hasSize(11)
                    .allMatch(name -> examples.stream()
                            .anyMatch(example -> example.expected().has(name)));
        }
    }

    @Test
    void withoutExamplesThereIsOneWhereAllIsAsUsual() throws IOException {
        FileSystemUtils.deleteRecursively(mappings.resolve("examples"));
        assertThat(MappingExamples.faults(mappings)).isEmpty();
        edit("note-updated.groovy", "before.amount()", "before.amont()");
        assertThat(MappingExamples.faults(mappings))
                .singleElement()
                .hasToString(
                        "mappings/note-updated.groovy:10: an InvoiceIntent has no 'amont()', but amount() (the built-in example)");
    }

    @Test
    void theGuidesOtherWordsAreTaken() throws IOException {
        edit("note-invoiced.groovy", "\"Invoice ${deal", "\"QuickBooks invoice ${deal");
        assertThat(MappingExamples.faults(mappings)).isEmpty();
    }

    /** As an installation has them whose mappings were edited since. */
    @Test
    void examplesOfTheOlderFormExpectNothing() throws IOException {
        FileSystemUtils.deleteRecursively(mappings.resolve("examples"));
        FileSystemUtils.copyRecursively(Path.of("src/test/resources/mapping-examples"), mappings.resolve("examples"));
        edit("invoice.groovy", "ref(intent.memo())", "[value: 'Thank you']");
        assertThat(MappingExamples.faults(mappings)).isEmpty();
        edit("invoice.groovy", "intent.marker()", "''");
        assertThat(MappingExamples.faults(mappings)).isNotEmpty();
    }

    @Test
    void aMappingMayRefuseADealOfWhichNothingIsExpected() throws IOException {
        String refusal = "throw new org.wonbooks.fault.PermanentFault('No PO number', 'Add it'); ";
        edit("note-news.groovy", "news.words() +", refusal + "news.words() +");
        assertThat(MappingExamples.faults(mappings))
                .singleElement()
                .hasToString("mappings/note-news.groovy: ends with: No PO number (examples/refund-receipt.json)");
    }

    /** To the last decimal. */
    @ParameterizedTest
    @CsvSource({"budget", "products-with-discount", "tax-in-the-price"})
    void theShippedMappingsMakeOfADealWhatTheyDid(String name) throws IOException {
        Path file = Path.of("src", "test", "resources", "mapping-examples", name + ".json");
        ObjectNode example = (ObjectNode) ExampleParts.JSON.readTree(Files.readString(file));
        JsonNode customer = example.remove("customer");
        JsonNode invoice = example.remove("invoice");
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        new ExampleParts(example).variables().forEach(exchange::setVariable);
        assertThat(made(exchange, "customer")).isEqualTo(customer);
        assertThat(made(exchange, "invoice")).isEqualTo(invoice);
    }

    private static JsonNode made(Exchange exchange, String mapping) throws IOException {
        String file = mapping + ".groovy";
        MappingScript script = MappingScript.compile(file, Files.readString(SHIPPED.resolve(file)));
        return ExampleParts.JSON.readTree(
                new Mapping(() -> script, Gives.MAP, ExampleParts.JSON).json(new Run(exchange)));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            customer       | 'Kommo ' + intent.party()      | 'Kommo'                         | :22: Notes do not end with Kommo contact:17611273
            customer       | variables.customerName         | intent.companyName()            | :6: DisplayName is
            customer       | intent.givenName()             | intent.familyName()             | :7: GivenName is "Roe", expected "Jane"
            customer       | address.city()                 | address.town()                  | :15: a PostalAddress has no 'town()'
            item           | item.name()                    | item.sku()                      | :4: Name is HOST-1, and Hosting, month was decided
            item           | 'Service'                      | 'Inventory'                     | :6: Type is "Inventory", expected "Service"
            invoice        | ref(variables.customerId)      | ref('1')                        | :26: CustomerRef is 1, and 70 was decided
            invoice        | line.amount()                  | line.amount() * 2               | :10: Amount of line 1 is
            invoice        | PrivateNote                 :  | PrivateNotes :                  | :25: PrivateNote does not end with wonbooks:
            invoice        | ref(intent.termId())           | ref(intent.terms())             | :31: an InvoiceIntent has no 'terms()'
            invoice        | ref(intent.classId())          | null                            | :18: Line[0].SalesItemLineDetail.ClassRef is left out, expected {"value":"5"}
            invoice        | lines + discount               | []                              | :10: Amount of the discount is left out, and 10.00 was decided
            deal-invoiced  | deal.invoiceId()               | deal.invoice()                  | :14: a Deal has no 'invoice()'
            deal-invoiced  | custom_fields_values           | id: 5, custom_fields_values     | :13: id is 5, and 15318175 was decided
            deal-invoiced  | [field_code: code,             | [code: code,                    | field 1 of custom_fields_values has no field_code
            deal-invoiced  | [[value: value]]               | value                           | :4: values of field 1 are no list such as [[value: 1]]
            deal-paid      | ].findAll { it.value != null } | ].collect { it.value }          | :12: gives a list, and has to give a map
            deal-paid      | settlement.full()              | !settlement.full()              | custom_fields_values[1].values[0].value is false, expected true
            deal-paid      | settlement.paid()              | settlement.balance()            | custom_fields_values[2].values[0].value is "0.00", expected "1500.50"
            note-invoiced  | "Invoice ${deal.docNumber()    | if (!deal) "${deal.docNumber()  | :20: gives nothing (null), and has to give a text
            note-invoiced  | .toLocalDate()                 | .toLocalDay()                   | :7: a ZonedDateTime has no 'toLocalDay()'
            note-invoiced  | import org                     | import nl                       | unable to resolve class nl.wonbooks.invoicing.Words
            note-paid      | settlement.paidOn() ?          | settlement.paidOn().year ?      | :9: what stands before .year is null: write ?. where it may be missing
            note-paid      | return "$name is paid          | return [paid: true] //          | :14: gives a map, and has to give a text
            note-paid      | amount(settlement.paid(),      | amount(settlement.balance(),    | expected "1,500.50 USD" in it
            note-updated   | before.amount()                | before                          | :10: Words.amount does not take (InvoiceIntent, String)
            note-news      | news.fix()                     | fix                             | :4: there is no 'fix' here
            task           | task.attention()               | while (true)                    | :7:
            task           | "Wonbooks needs you            | for (;;) {}; "Wonbooks          | :7: did not end within 2 seconds
            task-news      | "${news.words()}               | new File('x').text + "          | :4: a mapping may not use java.io.File
            """)
    void aWrongEditIsNoticed(String mapping, String from, String to, String words) throws IOException {
        edit(mapping + ".groovy", from, to);
        assertThat(MappingExamples.faults(mappings))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.file()).isEqualTo("mappings/" + mapping + ".groovy"))
                .first()
                .satisfies(fault -> assertThat(fault.toString()).contains(words));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = mappings.resolve(file);
        assertThat(Files.readString(path)).contains(from);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            {                                    | :1: Unexpected end-of-input
            []                                   | : is no example: it has to be an object {…}
            {~n "deals": {}}                     | :2: 'deals' is nothing of an example: company, connection,
            {"deal": {~n~n "amout": 3}}          | :3: 'amout' is nothing of deal: address, amount,
            {"deal": {"lines": [{"price": 3}]}}  | : Unrecognized field "price"
            {"deal": 3}                          | :1: 'deal' has to be an object {…}
            {"item": {"title": "x"}}             | :1: 'title' is nothing of item
            {"invoiced": {"number": "3"}}        | :1: 'number' is nothing of invoiced
            {"settlement": {"open": 3}}          | :1: 'open' is nothing of settlement
            {"connection": {"zone": "UTC"}}      | :1: 'zone' is nothing of connection
            {"invoiced": {"emailedAt": "soon"}}  | : can't be read: Text 'soon' could not be parsed at index 0
            {"update": {"before": 3}}            | : can't be read:
            {"gives": []}                        | :1: 'gives' has to be an object {…}, with a key for each mapping
            {"gives": {"note-payed": "x"}}       | : there is no mapping note-payed.groovy to expect of
            """)
    void anExampleThatCannotBeReadIsAFault(String example, String words) throws IOException {
        Files.writeString(mappings.resolve("examples/mine.json"), example.replace("~n", "\n"));
        assertThat(MappingExamples.faults(mappings))
                .anySatisfy(fault -> assertThat(fault.toString()).startsWith("mappings/examples/mine.json" + words));
    }

    /** What is said here of each step, its bean says too. */
    @ParameterizedTest
    @MethodSource("beans")
    void eachStepIsTakenForWhatItIs(Class<?> bean) {
        assertThat(Decided.wanted(bean.getAnnotation(Component.class).value())).isEqualTo(Write.ByMapping.wanted(bean));
    }

    static List<Class<?>> beans() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(Write.ByMapping.class));
        return scan.findCandidateComponents("org.wonbooks.flow").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .toList();
    }
}
