package org.wonbooks.console.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.util.MultiValueMap;
import org.wonbooks.check.proposal.Proposal;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.RequestJson;

/** What is chosen on the page that asks what to bill: proposed, saved before, or as a person has chosen it just now. */
final class BillForm {

    static final String TERMS_FIELD = "invoice.termsField";

    private final List<Proposal> proposals;
    private final List<BillRow> rows;

    private BillForm(List<Proposal> proposals, List<BillRow> rows) {
        this.proposals = proposals;
        this.rows = rows;
    }

    /** As proposed; where something was saved before, as that. */
    static BillForm of(List<Proposal> proposals, Connection connection) {
        boolean saved = connection.hasSettings()
                && !connection.settings().won().pipelineIds().isEmpty();
        ObjectNode settings = saved ? RequestJson.tree(connection.settings()) : null;
        return new BillForm(
                proposals,
                proposals.stream()
                        .map(proposal -> saved ? saved(proposal, settings) : proposed(proposal))
                        .toList());
    }

    /** As it comes from the page; what can't be chosen is refused there. */
    static BillForm typed(List<Proposal> proposals, MultiValueMap<String, String> inputs) {
        return new BillForm(
                proposals,
                proposals.stream()
                        .map(proposal -> typed(proposal, proposals, inputs))
                        .toList());
    }

    List<BillRow> rows() {
        return rows;
    }

    boolean isRight() {
        return rows.stream().noneMatch(BillRow::wrong);
    }

    /** The same, with a refusal beside its setting; empty: it is about none of these. */
    Optional<BillForm> refused(String setting, String why) {
        List<BillRow> refused = rows.stream()
                .map(row -> row.proposal().setting().equals(setting)
                        ? new BillRow(row.proposal(), row.chosen(), row.called(), null, why)
                        : row)
                .toList();
        return refused.equals(rows) ? Optional.empty() : Optional.of(new BillForm(proposals, refused));
    }

    /** The settings that it says, as JSON merge patch has them; what could not be read stays as it is. */
    ObjectNode changes(Connection connection) {
        Map<String, String> mapped =
                connection.hasSettings() ? connection.settings().invoice().termsMap() : Map.of();
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        rows.stream().filter(row -> !row.proposal().unread()).forEach(row -> put(changes, row, mapped));
        return changes;
    }

    private static void put(ObjectNode changes, BillRow row, Map<String, String> mapped) {
        String[] names = row.proposal().setting().split("\\.");
        ObjectNode group = changes.withObjectProperty(names[0]);
        String chosen = row.chosen().isEmpty() ? BillRow.NONE : row.chosen().get(0);
        switch (row.proposal().setting()) {
            case "won.pipelineIds" -> {
                var ids = group.putArray(names[1]);
                row.chosen().forEach(id -> ids.add(Long.parseLong(id)));
            }
            case "won.statusId" -> group.put(names[1], Long.parseLong(chosen));
            case "invoice.termsMap" -> {
                ObjectNode map = group.putObject(names[1]);
                row.called().forEach((value, called) -> {
                    if (!called.isEmpty() && !called.equals(BillRow.NONE) && !called.equalsIgnoreCase(value)) {
                        map.put(value, called);
                    } else if (mapped.containsKey(value)) {
                        map.putNull(value);
                    }
                });
            }
            case "paid.mode" -> paid(group, chosen);
            default -> group.put(names[1], chosen.equals(BillRow.NONE) ? null : chosen);
        }
    }

    private static void paid(ObjectNode group, String chosen) {
        if (!chosen.contains("/")) {
            group.put("mode", chosen);
            return;
        }
        String[] place = chosen.split("/");
        group.put("mode", "stage")
                .put("pipelineId", Long.parseLong(place[0]))
                .put("statusId", Long.parseLong(place[1]));
    }

    private static BillRow proposed(Proposal proposal) {
        List<String> chosen = proposal.choices().stream()
                .map(Proposal.Choice::value)
                .filter(proposal::proposes)
                .map(BillRow::said)
                .toList();
        return new BillRow(proposal, chosen, called(proposal), null, null);
    }

    private static Map<String, String> called(Proposal proposal) {
        Map<String, String> called = new LinkedHashMap<>();
        if (proposal.values() != null) {
            proposal.values().forEach((value, name) -> called.put(value, name == null ? "" : name));
        }
        return called;
    }

    private static BillRow saved(Proposal proposal, ObjectNode settings) {
        String[] names = proposal.setting().split("\\.");
        JsonNode value = settings.path(names[0]).path(names[1]);
        Map<String, String> called = called(proposal);
        called.replaceAll((said, name) -> value.has(said) ? value.path(said).asText() : name);
        List<String> chosen = value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(said(proposal, settings, value));
        List<String> known =
                chosen.stream().filter(each -> isChoice(proposal, each)).toList();
        return new BillRow(proposal, known, called, null, null);
    }

    private static String said(Proposal proposal, ObjectNode settings, JsonNode value) {
        JsonNode paid = settings.path("paid");
        if (proposal.setting().equals("paid.mode") && paid.path("mode").asText().equals("stage")) {
            return paid.path("pipelineId").asText() + "/"
                    + paid.path("statusId").asText();
        }
        boolean none = value.isMissingNode()
                || value.isNull()
                || proposal.setting().equals(TERMS_FIELD)
                        && value.asText()
                                .equals(ConnectionSettings.Invoice.defaults().termsField())
                        && !isChoice(proposal, value.asText());
        return none ? BillRow.NONE : value.asText();
    }

    private static BillRow typed(Proposal proposal, List<Proposal> proposals, MultiValueMap<String, String> inputs) {
        List<String> chosen = Optional.ofNullable(inputs.get(proposal.setting())).orElse(List.of()).stream()
                .filter(each -> !each.isEmpty())
                .toList();
        Map<String, String> called = called(proposal);
        called.replaceAll((value, name) -> Optional.ofNullable(inputs.getFirst(proposal.setting() + ":" + value))
                .orElse(""));
        return new BillRow(proposal, chosen, called, error(proposal, proposals, chosen, called, inputs), null);
    }

    private static String error(
            Proposal proposal,
            List<Proposal> proposals,
            List<String> chosen,
            Map<String, String> called,
            MultiValueMap<String, String> inputs) {
        if (proposal.unread()) {
            return null;
        }
        if (proposal.values() != null) {
            boolean used = proposals.stream()
                    .filter(each -> each.setting().equals(TERMS_FIELD) && each.value() != null)
                    .anyMatch(field -> field.value().equals(inputs.getFirst(TERMS_FIELD)));
            boolean strange = called.values().stream()
                    .anyMatch(name -> !name.isEmpty() && !name.equals(BillRow.NONE) && !isChoice(proposal, name));
            return strange || used && called.containsValue("") ? "bill.choose.terms" : null;
        }
        return chosen.isEmpty() || !chosen.stream().allMatch(each -> isChoice(proposal, each)) ? "bill.choose" : null;
    }

    private static boolean isChoice(Proposal proposal, String said) {
        return proposal.choices().stream()
                .anyMatch(choice -> BillRow.said(choice.value()).equals(said));
    }
}
