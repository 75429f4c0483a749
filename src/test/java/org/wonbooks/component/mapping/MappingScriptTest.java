package org.wonbooks.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.draft.NewItem;

/** What a mapping may do, and what is said where it does not do what it has to. */
class MappingScriptTest {

    private static final NewItem ITEM = new NewItem(1, "Hosting", null, "79", null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a\\nwhile (true) {\\n}             | 1: there is no 'a' here",
                "def a = 1\\nwhile (true) {\\n}     | 2: did not end within 0.2 seconds",
                "def a = 1\\nwhile (true) { a++ }   | 2: did not end within 0.2 seconds",
                "def c = { while (true) { } }\\n\\nc() | 1: did not end within 0.2 seconds",
                "(1..100).each { x ->\\n  (1..2000000000).each { y ->\\n  } }  | 2: did not end within 0.2 seconds",
                "def f(n) { f(n + 1) }\\n\\nf(1)       | 1: calls itself without an end",
                "def f = { int n -> n < 2 ? 1 : call(n - 1) + call(n - 2) }\\n\\nf(60)       | 1: did not end within 0.2 seconds",
            })
    void hasItsTime(String script, String words) {
        assertThatThrownBy(() -> run(script, Gives.TEXT)).hasMessageStartingWith("mappings/note.groovy:" + words);
    }

    private static Object run(String script, Gives wanted) {
        Map<String, Object> variables = new HashMap<>(Map.of("item", ITEM));
        return MappingScript.compile("note.groovy", script.replace("\\n", "\n"), Duration.ofMillis(200))
                .run(new HashMap<>(Map.of("variables", variables)), wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "variables.item.nam()  | 1: a NewItem has no 'nam()', but name()",
                "variables.item.skuu()  | 1: a NewItem has no 'skuu()', but sku()",
                "variables.item.nam  | 1: a NewItem has no 'nam'",
                "variables.itm.name()  | 1: what stands before .name() is null: write ?. where it may be missing",
                "variables.item.sku().trim()  | 1: what stands before .trim() is null: write ?. where it may be missing",
                "def a = variables.item\\n\\nitem.name()    | 3: there is no 'item' here: the run's own are variables.item and the like, yours begin with def",
                "words(3) | 1: there is no method 'words' here",
                "variables.item.name().substring('x') | 1: String.substring does not take (String)",
                "def a = 1\\n1 / 0 | 2: fails: Division by zero (ArithmeticException)",
                "def a = 1\\nthrow new IllegalStateException('no such') | 2: fails: no such (IllegalStateException)",
                "variables.item.name().substring(70) | 1: fails: begin 70",
                "assert variables.item.sku() | 1: fails: assert",
                "org.wonbooks.invoicing.Words.amount(null, null) | 1: fails: ",
                "null | 1: gives nothing (null), and has to give a text",
                "def a = 1\\n[a] | 2: gives a list, and has to give a text",
                "[a: 1] | 1: gives a map, and has to give a text",
                "1 | 1: gives a number, and has to give a text",
            })
    void saysWhatIsWrong(String script, String words) {
        assertThatThrownBy(() -> run(script, Gives.TEXT)).hasMessageStartingWith("mappings/note.groovy:" + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | 1: gives nothing (null), and has to give a map",
                "[[a: 1]] | 1: gives a list, and has to give a map",
                "'text' | 1: gives a text, and has to give a map",
                "def t = 1\\n\"text $t\" | 2: gives a text, and has to give a map",
            })
    void givesAMap(String script, String words) {
        assertThatThrownBy(() -> run(script, Gives.MAP)).hasMessage("mappings/note.groovy:" + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "def a = 1\\nSystem.exit(0)  | 2: a mapping may not use java.lang.System",
                "new Thread({ }).start()  | 1: a mapping may not use java.lang.Thread",
                "Thread.start { }  | 1: a mapping may not use java.lang.Thread",
                "new File('/etc/passwd').text  | 1: a mapping may not use java.io.File",
                "'/etc/passwd' as File  | 1: a mapping may not use java.io.File",
                "'http://x.test'.toURL().text  | 1: a mapping may not use toURL()",
                "new URL('http://x.test').text  | 1: a mapping may not use java.net.URL",
                "def f() {\\n 'ls'.execute() }\\nf()  | 2: a mapping may not use execute()",
                "import java.nio.file.Files\\nimport java.nio.file.Path\\nFiles.readString(Path.of('x'))  | 3: a mapping may not use java.nio.file.",
                "import static java.lang.System.exit\\n[1].each {\\n exit(1) }  | 3: a mapping may not use java.lang.System",
                "sleep(1000)  | 1: a mapping may not use sleep()",
                "Class.forName('java.lang.System')  | 1: a mapping may not use java.lang.Class",
                "evaluate('1')  | 1: a mapping may not use evaluate()",
                "import groovy.json.JsonOutput\\nJsonOutput.toJson(1)  | 1: unable to resolve class groovy.json.JsonOutput",
                "def a = 1\\n[a: 1  | 2: ",
                "def a = 1\\ndef a = 2  | 2: The current scope already contains a variable of the name a",
            })
    void mayNotBeRun(String script, String words) {
        assertThatThrownBy(() -> run(script, Gives.TEXT)).hasMessageStartingWith("mappings/note.groovy:" + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variables.item.name()",
                "import org.wonbooks.invoicing.Words\nWords.amount(12.5, 'USD')",
                "import static org.wonbooks.invoicing.Words.amount\namount(12.5, 'USD')",
                "import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME\nISO_OFFSET_DATE_TIME.toString()",
                "import java.time.*\nLocalDate.of(2026, 11, 22).plusDays(3).toString()",
                "URLEncoder.encode('a b', 'UTF-8')",
                "new BigDecimal('2.50').toPlainString() + Math.max(1, 2) + String.format('%s', 3)",
                "def m = 'PO-77' =~ /PO-(\\d+)/\nm ? m[0][1] : ''",
                "def lines = [1, 2].collect { it * 2 }\nString words = \"${lines.sum()}\"\nwords",
                "Map<String, Integer> m = [:]\nm.a = 1\n(m as TreeMap).toString() + ([1, 2] as int[]).length",
                "['a', 'b'].stream().map(x -> x.toUpperCase()).toList().join(',')",
                "switch (1) { case Integer: return 'a'; default: return 'b' }",
                "class Line { int a }\nnew Line(a: 2).a.toString()",
                "enum Kind { ONE }\nKind.ONE.name()",
                "import org.wonbooks.kommo.lead.Contact\nvariables.item instanceof Contact ? 'yes' : 'no'",
                "log?.info('x'); binding.hasVariable('variables') ? 'yes' : 'no'",
            })
    void mayUseWhatMappingsNeed(String script) {
        Map<String, Object> all = new HashMap<>();
        all.put("variables", Map.of("item", ITEM));
        all.put("log", null);
        assertThat(MappingScript.compile("note-new.groovy", script).run(all, Gives.TEXT))
                .isInstanceOf(CharSequence.class);
    }

    @Test
    void mayRefuseADeal() {
        assertThatThrownBy(
                        () -> run("throw new org.wonbooks.fault.PermanentFault('No PO number', 'Add it')", Gives.TEXT))
                .isExactlyInstanceOf(PermanentFault.class)
                .hasMessage("No PO number");
    }

    @Test
    void hasTwoSeconds() {
        assertThatThrownBy(() ->
                        MappingScript.compile("task.groovy", "for (;;) {}").run(new HashMap<>(), Gives.TEXT))
                .isInstanceOf(PermanentFault.class)
                .hasMessage("mappings/task.groovy:1: did not end within 2 seconds");
    }

    @Test
    void keepsNothingFromOneRunToTheNext() {
        MappingScript script = MappingScript.compile(
                "note.groovy", "count = binding.hasVariable('count') ? count + 1 : 1\n\"$count\"");
        assertThat(script.run(new HashMap<>(), Gives.TEXT)).hasToString("1");
        assertThat(script.run(new HashMap<>(), Gives.TEXT)).hasToString("1");
    }
}
