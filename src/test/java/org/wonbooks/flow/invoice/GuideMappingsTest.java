package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.testing.SandboxCalls;

/** What the guide says that a mapping may set, it may: each of its examples is billed. */
class GuideMappingsTest extends EditedMappings {

    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```groovy\\n( {4,}\\w+ *: .*?\\n)```$");

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/edit-routes.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    /** The guide's own examples: each is in the books. */
    @ParameterizedTest
    @MethodSource("examples")
    void whatAMappingMaySetIsInTheBooks(String example) {
        discounts();
        sandbox.patch("/quickbooks/realms/" + SandboxCalls.REALM + "/company", "{\"customFields\": [\"PO\"]}");
        long lead = another();
        String key = example.strip().replaceFirst("(?s)\\W.*", "");
        boolean ofALine = example.startsWith("     ");
        String end = "].findAll { it.value != null && it.value != [] }";
        try (Edited mapping = ofALine
                ? saved(INVOICE, "            Qty  ", example + "            Qty  ")
                : saved(INVOICE, end, example + end)) {
            assertThat(preview(lead).path("outcome").asText()).isEqualTo("INVOICE");
            invoice(lead);
        }
        JsonNode asked = read(request(lead, "invoice"));
        String id = booked(lead);
        JsonNode booked = sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + id);
        assertThat(asked.findValue(key)).as(key + " in " + asked).isNotNull();
        if (!key.equals("Line")) {
            assertThat(booked.findValue(key)).as(key + " in " + booked).isNotNull();
        } else {
            assertThat(booked.findValuesAsText("DetailType")).contains("DescriptionOnly");
        }
        assertThat(booked.path("TotalAmt").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void theGuideHasExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(12);
    }
}
