package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@roe.example",
                "o'brien+invoices%x@mail.roe.example",
                "jane@roe.co.uk",
                "JANE@ROE.EXAMPLE",
                "zoë@café.example",
                "иван@почта.example",
                "100%@percent.example",
                "r&d@lab.example",
                "bounce=jane@roe.example",
                "_jane_@my_host.example",
                "jane@xn--caf-dma.example",
                "jane@roe.xn--p1ai",
                "j@r.ex"
            })
    void thatLooksLikeOneIsUsable(String address) {
        assertThat(read(address)).isEqualTo(usable(address));
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("\u00a0finance@acme.test", List.of("finance@acme.test")),
                Arguments.of("finance@acme.test\u00a0", List.of("finance@acme.test")),
                Arguments.of("finance@acme.test\u200b", List.of("finance@acme.test")),
                Arguments.of("\ufefffin\u00adance@\u2060acme.test", List.of("finance@acme.test")),
                Arguments.of("\u3000\tfinance@acme.test \r\n", List.of("finance@acme.test")),
                Arguments.of("a@x.test.", List.of("a@x.test")),
                Arguments.of("a@x.test,;: !", List.of("a@x.test")),
                Arguments.of("mailto:a@x.test", List.of("a@x.test")),
                Arguments.of("MailTo:a@x.test?subject=Invoice%20please/now&cc=b@x.test", List.of("a@x.test")),
                Arguments.of("\"a@x.test\"", List.of("a@x.test")),
                Arguments.of("'a@x.test'", List.of("a@x.test")),
                Arguments.of("“a@x.test”", List.of("a@x.test")),
                Arguments.of("« a@x.test »", List.of("a@x.test")),
                Arguments.of("`a@x.test`", List.of("a@x.test")),
                Arguments.of("pat.o'hara@hara.example", List.of("pat.o'hara@hara.example")),
                Arguments.of("'pat.o'hara@hara.example'", List.of("pat.o'hara@hara.example")),
                Arguments.of("(a@x.test)", List.of("a@x.test")),
                Arguments.of("[a@x.test]", List.of("a@x.test")),
                Arguments.of("<a@x.test>", List.of("a@x.test")),
                Arguments.of("< mailto:a@x.test >", List.of("a@x.test")),
                Arguments.of("Jane Roe <a@x.test>", List.of("a@x.test")),
                Arguments.of("Jane Roe<a@x.test>", List.of("a@x.test")),
                Arguments.of("a@x.test <A@x.test>", List.of("A@x.test")),
                Arguments.of("\"a@x.test\" <mailto:a@x.test>", List.of("a@x.test")),
                Arguments.of("\"Roe, Jane\" <jane@x.test>, Bob <bob@x.test>", List.of("jane@x.test", "bob@x.test")),
                Arguments.of("Jane <jane@x.test>\nBob <bob@x.test>;", List.of("jane@x.test", "bob@x.test")),
                Arguments.of("Jane Roe <jane@x.test>, bob@x.test", List.of("jane@x.test", "bob@x.test")),
                Arguments.of("Both <jane@x.test, bob@x.test>", List.of("jane@x.test", "bob@x.test")),
                Arguments.of("a@x.test, b@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("a@x.test; b@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("a@x.test b@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("a@x.test\u00a0b@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("a@x.test\nb@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("a@x.test/b@x.test | c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test & b@x.test&c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test，b@x.test、c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test and b@x.test OR c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test, b@x.test, and c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test et b@x.test ou c@x.test", List.of("a@x.test", "b@x.test", "c@x.test")),
                Arguments.of("a@x.test y/o b@x.test", List.of("a@x.test", "b@x.test")),
                Arguments.of("E-mail: jane@x.test", List.of("jane@x.test")),
                Arguments.of("E-mail:jane@x.test", List.of("jane@x.test")),
                Arguments.of("Courriel : jane@x.test", List.of("jane@x.test")),
                Arguments.of(
                        "\n Mail for invoices:\u00a0jane@x.test; e-mail : bob@x.test",
                        List.of("jane@x.test", "bob@x.test")),
                Arguments.of("jane@x.test (work)", List.of("jane@x.test")),
                Arguments.of("jane@x.test(work), bob@x.test (home, rarely)", List.of("jane@x.test", "bob@x.test")),
                Arguments.of("a@x.test, A@X.TEST", List.of("a@x.test")));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void isFoundInWhatPeopleType(String typed, List<String> addresses) {
        assertThat(read(typed)).isEqualTo(new Email.Read(addresses, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane doe@x.test",
                "jane. doe@x.test",
                "jane @x.test",
                "jane@ x.test",
                "jane@x .test",
                "jane@x. test",
                "jane@x.co .uk",
                "jane@x.co. uk",
                "cora,comma@mail.example",
                "cora;comma@mail.example",
                "jane:doe@x.test",
                "jane@x.te, st Bob: bob@x.test",
                "jane@x.te st e-mail: bob@x.test",
                "jane@x:test",
                "jane@x,test",
                "a@b",
                "@x.test",
                "a@x.test@y.test",
                "a@x.testb@y.test",
                "a@@x.test",
                "a@x..test",
                "a..b@x.test",
                ".a@x.test",
                "a.@x.test",
                "a@.x.test",
                "a@-x.test",
                "a@x-.test",
                "a@x.t",
                "a@x.test2",
                "a@127.0.0.1",
                "'jane'@x.test",
                "\"jane\"@x.test",
                "\"jane doe\"@x.test",
                "jane(work)@x.test",
                "jane@acme.co(m)",
                "mailto:jane%2Bbills@x.test",
                "jane@(work)x.test",
                "a@x.test o(work)'hara@x.test",
                "jane\\doe@x.test",
                "jane[doe@x.test",
                "🙂jane@x.test",
                "-jane@x.test",
                "jane@x.test?subject=Hello",
                "https://jane@x.test",
                "jane\u0000@x.test",
                "a@x.test or b",
                "a@x.test and",
                "or a@x.test",
                "a@x.test, o' hara@x.test",
                "mailto:a@x.test?subject=Hi;b;c@x.test",
                "Jane a@x.test",
                "a@x.test Jane",
                "a@x.test b@",
                "a@x.test, @home",
                "b@x.test <a@x.test>",
                "Jane <a@x.test> b@x.test",
                "jane,doe@x.test, Bob <bob@x.test>",
                "<jane@x.test> j, ane@x.test",
                "jane@x.te, st, <jane@x.test>",
                "jane@x.te, st <jane@x.test>",
                "Bob <bob@x.test>, jane, doe@x.test",
                "Jane <a@x.test",
                "Jane a@x.test>",
                "Jane <work> a@x.test",
                "Jane <a@x.test> <>",
                "jane@roe.example\nBcc: all",
                "r & d@lab.example"
            })
    void thatMayMeanSomethingElseIsUnread(String typed) {
        assertThat(Email.read(List.of(typed)).usable()).isEmpty();
        assertThat(Email.read(List.of(typed)).unread()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "444", "n/a", "none", "jane", "x.test", "ask Jane: 555-0100"})
    void isNotSeenInATextWithoutTheSign(String typed) {
        assertThat(read(typed)).isEqualTo(new Email.Read(List.of(), List.of()));
    }

    @Test
    void ofSeveralFieldsAreTakenInTheirOrderEachOnce() {
        Email.Read read =
                Email.read(List.of("444", " jane@x.test, bob@x.test ", "jane doe@x.test", "BOB@x.test\njoe@x.test"));
        assertThat(read.usable()).containsExactly("jane@x.test", "bob@x.test", "joe@x.test");
        assertThat(read.first()).isEqualTo("jane@x.test");
        assertThat(read.further()).containsExactly("bob@x.test", "joe@x.test");
        assertThat(read.unread()).containsExactly("jane doe@x.test");
        assertThat(Email.read(List.of()).first()).isNull();
        assertThat(Email.read(List.of()).further()).isEmpty();
    }

    @Test
    void thatWasNotReadIsFitToBeShown() {
        assertThat(Email.read(List.of("\u202ejane\n\u0000doe@x.test ")).unread())
                .containsExactly("jane doe@x.test");
        assertThat(Email.read(List.of("x ".repeat(49) + "y🙂@")).unread()).containsExactly("x ".repeat(49) + "y");
    }

    @Test
    void isExpectedInAFieldOfItsOwn() {
        assertThat(Email.readOnly(List.of("ask Jane")).unread()).containsExactly("ask Jane");
        assertThat(Email.readOnly(List.of("\u200b \u00a0"))).isEqualTo(new Email.Read(List.of(), List.of()));
        assertThat(Email.readOnly(List.of("a@x.test", "jane doe@x.test")))
                .isEqualTo(new Email.Read(List.of("a@x.test"), List.of("jane doe@x.test")));
    }

    @Test
    void hasAtMostTheHundredCharactersThatQuickBooksTakes() {
        String hundred = "j".repeat(88) + "@roe.example";
        assertThat(read(hundred).first()).hasSize(100);
        assertThat(read("j" + hundred).usable()).isEmpty();
        assertThat(read("j" + hundred).unread()).hasSize(1);
    }

    private static Email.Read read(String typed) {
        return Email.read(List.of(typed));
    }

    private static Email.Read usable(String address) {
        return new Email.Read(List.of(address), List.of());
    }
}
