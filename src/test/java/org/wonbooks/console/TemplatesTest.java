package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.context.ExpressionContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.standard.expression.AssignationUtils;
import org.thymeleaf.standard.expression.EachUtils;
import org.thymeleaf.standard.expression.FragmentSignatureUtils;
import org.thymeleaf.standard.expression.StandardExpressions;

/** Every expression of every page can be read, also one that is only looked at when something is wrong. */
class TemplatesTest {

    private static final Pattern ATTRIBUTE = Pattern.compile("\\bth:([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("[$*]\\{((?:[^{}]|\\{[^}]*})*)}");
    private static final ExpressionContext CONTEXT =
            new ExpressionContext(new SpringTemplateEngine().getConfiguration());

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "templates"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExpressionCanBeRead(Path page) throws IOException {
        Matcher attributes = ATTRIBUTE.matcher(Files.readString(page));
        int read = 0;
        for (; attributes.find(); read++) {
            String expression = HtmlUtils.htmlUnescape(attributes.group(2));
            assertThatCode(() -> read(attributes.group(1), expression))
                    .as(attributes.group())
                    .doesNotThrowAnyException();
        }
        assertThat(read).isPositive();
    }

    private static void read(String attribute, String expression) {
        switch (attribute) {
            case "each" -> EachUtils.parseEach(CONTEXT, expression);
            case "with" -> AssignationUtils.parseAssignationSequence(CONTEXT, expression, false);
            case "fragment" -> FragmentSignatureUtils.parseFragmentSignature(CONTEXT.getConfiguration(), expression);
            default -> {
                if (!(attribute.equals("case") && expression.equals("*"))) {
                    StandardExpressions.getExpressionParser(CONTEXT.getConfiguration())
                            .parseExpression(CONTEXT, expression);
                }
            }
        }
        // Thymeleaf leaves what is within the braces to Spring, which reads it at its first use.
        Matcher variables = VARIABLE.matcher(expression);
        while (variables.find()) {
            new SpelExpressionParser().parseExpression(variables.group(1));
        }
    }
}
