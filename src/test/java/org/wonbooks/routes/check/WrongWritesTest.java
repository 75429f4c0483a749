package org.wonbooks.routes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.routes.check.product.BeanIndex;
import org.wonbooks.routes.check.product.Beans;

/** Whoever edits routes can't make a write of their own, whichever way they try, and is told the way. */
class WrongWritesTest {

    private static final String FIXED = "an address is fixed: data (${…}) never chooses one";
    private static final String READ_OPTIONS = "as, ask, into, mapping, optional, path, step";

    private static final Map<String, Class<?>> BEANS = Map.of(
            "createInvoice", CreateInvoice.class, "showInvoice", ShowInvoice.class, "findCustomer", FindCustomer.class);

    @TempDir
    Path routes;

    @BeforeEach
    void writeMapping() throws IOException {
        Files.writeString(Files.createDirectories(routes.resolve("mappings")).resolve("invoice.groovy"), "[:]");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            quickbooks:write  | mapping: invoice.groovy                  |  9 | a write names its step: what may be changed, and how, is no route's to say
            quickbooks:write  | step: createInvoic                       | 11 | there is no step 'createInvoic'
            quickbooks:write  | step: createInvoice                      | 11 | 'createInvoice' takes from a mapping what it sends: name its file as 'mapping'
            quickbooks:write  | step: sendInvoice; mapping: invoice.groovy | 12 | 'mapping' has no effect with 'sendInvoice': leave it out
            kommo:write       | step: sendInvoice                        | 11 | 'sendInvoice' is a step of quickbooks:, not of kommo:
            quickbooks:write  | step: showInvoice                        | 11 | 'showInvoice' is a step of kommo:, not of quickbooks:
            quickbooks:write  | step: findCustomer                       | 11 | 'findCustomer' is no step
            quickbooks:write  | step: dealDecision                            | 11 | 'dealDecision' is no step
            quickbooks:read   | step: sendInvoice                        |  9 | a read has no step: what changes something is a write
            quickbooks:write  | path: invoice; step: sendInvoice         |  9 | a write takes step and mapping alone
            quickbooks:write/invoice | step: sendInvoice                 |  9 | 'write/invoice' is neither read nor write
            kommo:read        | path: https://example.com/a; as: Lead    |  9 | not a path: https://example.com/a (letters, digits, / _ - and places like {lead.contactId}; at most one parameter behind a ?)
            kommo:read        | path: ../../oauth2/token; as: Lead       |  9 | not a path: ../../oauth2/token (letters, digits, / _ - and places like {lead.contactId}; at most one parameter behind a ?)
            kommo:post        | path: leads/notes; as: Lead              |  9 | 'post' is neither read nor write
            kommo             | step: showInvoice                        |  9 | write kommo:read or kommo:write in one
            quickbooks:read   | path: a; as: Invoice; verb: write        | 13 | quickbooks: has no option 'verb'; it has: OPTIONS
            kommo:write?step=showInvoice | mapping: invoice.groovy       |  9 | options stand under 'parameters', not behind a '?'
            quickbooks:write  | step: sendInvoice; realm: 4620816365   | 12 | quickbooks: has no option 'realm'; it has: OPTIONS
            kommo:write       | step: showInvoice; connection: other     | 12 | kommo: has no option 'connection'; it has: OPTIONS
            kommo:write       | step: showInvoice; host: example.com     | 12 | kommo: has no option 'host'; it has: OPTIONS
            quickbooks:write  | step: ${variable.step}                   | 11 | FIXED
            kommo:${variable.to} | step: showInvoice                        |  9 | FIXED
            https://example.com/v3/company | httpMethod: POST            |  9 | 'https:' is not taken in route files, only direct:, sql:, kommo: and quickbooks:; HTTP goes by the last two
            direct:quickbooks-write | timeout: 5                         |  9 | direct:quickbooks-write is gone: use quickbooks:write with a step
            direct:kommo-call | timeout: 5                               |  9 | direct:kommo-call is gone: use kommo:read with a path, or kommo:write with a step
            quickbooks:write  | step: createInvoice; mapping: no.groovy  | 12 | there is no file mappings/no.groovy
            quickbooks:write  | step: createInvoice; mapping: ../x.groovy | 12 | 'mapping' is the name of a file in mappings/, such as invoice.groovy
            quickbooks:write  | step: sendInvoice; into: body          | 12 | 'into' has no effect on a write: leave it out
            kommo:read        | path: leads/1; as: lead                  | 12 | 'as' can't be 'lead', but is one of: Account, Contact, Lead
            kommo:read        | path: leads/1; as: Lead; optional: yes   | 13 | 'optional' is true or false, not 'yes'
            kommo:read        | path: leads/1; as: Lead; into: a.b       | 13 | 'into' is the plain name of a variable
            kommo:read        | path: leads/1; as: Lead; into: deal      | 13 | 'deal' is the run's own: keep the answer under another name
            kommo:read        | path: leads/1                            |  9 | a read by path says what the answer is read 'as'
            kommo:read        | ask: findCustomer                        | 11 | 'findCustomer' is a question of quickbooks:, not of kommo:
            quickbooks:read   | ask: nobody                              | 11 | there is no question 'nobody'
            sql:select 1      | outputType: SelectSome                   | 11 | 'outputType' can't be 'SelectSome', but is one of: SelectOne, SelectList, StreamList
            sql:select 1      | batch: maybe                             | 11 | 'batch' is true or false, not 'maybe'
            direct:other      | timeout: 5                               |  9 | direct: takes no parameters
            """)
    void isNamedWithItsLine(String uri, String parameters, int line, String words) throws IOException {
        String step =
                """
                        - to:
                            id: it
                            uri: %s
                            parameters:
                              %s
                """
                        .formatted(uri, parameters.replaceAll("; *", "\n              "));

        String expected = words.replace("OPTIONS", READ_OPTIONS).replace("FIXED", FIXED);
        assertThat(faults(step)).containsExactly("steps/wrong.camel.yaml:" + line + ": " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            createInvoice | begin | 10 | 'createInvoice' is a step: use quickbooks:write with step
            showInvoice   | done  | 10 | 'showInvoice' is a step: use kommo:write with step
            findCustomer  | ask   | 10 | 'findCustomer' is a question: use quickbooks:read with ask
            """)
    void isNoCallOfItsBean(String bean, String method, int line, String words) throws IOException {
        String step =
                """
                        - bean:
                            id: it
                            ref: %s
                            method: %s
                        - setVariable:
                            id: in-an-expression
                            name: told
                            expression:
                              method:
                                ref: %s
                """
                        .formatted(bean, method, bean);

        assertThat(faults(step))
                .containsExactly(
                        "steps/wrong.camel.yaml:" + line + ": " + words, "steps/wrong.camel.yaml:16: " + words);
    }

    @Test
    void computesNoAddress() throws IOException {
        assertThat(
                        faults(
                                """
                        - toD:
                            id: it
                            uri: quickbooks:write
                            parameters:
                              step: sendInvoice
                """))
                .containsExactly("steps/wrong.camel.yaml:7: 'toD' computes an address: use 'to' with a fixed one");
    }

    @Test
    void setsNoArgumentThatNobodyTakes() throws IOException {
        String step =
                """
                        - setVariable:
                            id: say-what-to-do
                            name: call
                            expression:
                              simple:
                                expression: POST invoice
                """;

        assertThat(faults(step))
                .containsExactly("steps/wrong.camel.yaml:9: the variable 'call' is gone: use 'path' of kommo:read or"
                        + " quickbooks:read");
        assertThat(faults(step, Set.of("kommo-call"))).isEmpty();
    }

    @Test
    void oneThatIsRightIsTaken() throws IOException {
        assertThat(
                        faults(
                                """
                        - to:
                            id: read-the-contact
                            uri: kommo:read
                            parameters:
                              path: contacts/{lead.contactId}
                              as: Contact
                              into: contact
                              optional: "true"
                        - to:
                            id: find-the-customer
                            uri: quickbooks:read
                            parameters:
                              ask: findCustomer
                        - to:
                            id: create-the-invoice
                            uri: quickbooks:write
                            parameters:
                              step: createInvoice
                              mapping: invoice.groovy
                """))
                .isEmpty();
    }

    private Iterable<String> faults(String step) throws IOException {
        return faults(step, Set.of("other"));
    }

    private Iterable<String> faults(String step, Set<String> javaDirects) throws IOException {
        Path file = Files.createDirectories(routes.resolve("steps")).resolve("wrong.camel.yaml");
        Files.writeString(
                file,
                """
                - route:
                    id: wrong
                    description: For the test.
                    from:
                      uri: direct:wrong
                      steps:
                """
                        + step);
        BeanIndex product = new BeanIndex();
        Beans beans = name -> Optional.<Class<?>>ofNullable(BEANS.get(name)).or(() -> product.type(name));
        return RouteCheck.some(routes, beans, javaDirects).faults().stream()
                .map(fault -> fault.toString().substring(routes.toString().length() + 1))
                .toList();
    }

    private interface Nothing extends Write<Void> {

        @Override
        default Call begin(Run run, Mapping mapping) {
            return null;
        }

        @Override
        default Class<Void> answer() {
            return Void.class;
        }

        @Override
        default Read<?> done(Run run, Call call, Void answer) {
            return null;
        }
    }

    static class CreateInvoice implements Nothing, Write.ToQuickBooks<Void>, Write.ByMapping {}

    static class ShowInvoice implements Nothing, Write.ToKommo<Void> {}

    static class FindCustomer implements Question.OfQuickBooks {

        @Override
        public Read<?> ask(Run run) {
            return null;
        }
    }
}
