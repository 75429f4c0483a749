package org.wonbooks.check.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Proposals against 30 simulated pairs of accounts, each with a bookkeeper's answers: nothing wrong is proposed, and at
 * most one row in five is asked. What hardly any account would show otherwise is in a second table, where as much may
 * be asked as is honest.
 */
class PairsTest {

    private static final List<String> ROWS = List.of("item", "tax", "terms", "currency", "stage");

    /** What came of one row. */
    private enum Outcome {
        PROPOSED,
        ASKED,
        WRONG
    }

    private record Result(Pair pair, String row, Outcome outcome, String words) {}

    @Test
    void nothingWrongIsProposedAndOneRowInFiveIsAsked() {
        List<Result> results = results("pairs.yaml");
        assertThat(results).hasSize(30 * ROWS.size());
        assertThat(wrong(results)).isEmpty();
        long asked = results.stream()
                .filter(result -> result.outcome() == Outcome.ASKED)
                .count();
        assertThat(asked).as("asked, of " + results.size()).isLessThanOrEqualTo(results.size() / 5);
    }

    @Test
    void whatLooksLikeSomethingElseIsNotProposed() {
        assertThat(wrong(results("traps.yaml"))).isEmpty();
    }

    private static List<String> wrong(List<Result> results) {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.WRONG)
                .map(result -> result.pair() + ": " + result.row() + ": " + result.words())
                .toList();
    }

    private static List<Result> results(String table) {
        List<Result> results = new ArrayList<>();
        System.out.printf("%-78s %-9s %-9s %-9s %-9s %-9s%n", table, "item", "tax", "terms", "currency", "stage");
        Pair.in(table).forEach(pair -> {
            Map<String, Proposal> proposals = Proposals.of(pair.accounts(), pair.invoices()).stream()
                    .collect(Collectors.toMap(Proposal::setting, Function.identity()));
            List<Result> ofPair =
                    ROWS.stream().map(row -> result(pair, row, proposals)).toList();
            System.out.printf(
                    "%-78s %s%n",
                    pair,
                    ofPair.stream()
                            .map(result ->
                                    "%-9s".formatted(result.outcome().name().toLowerCase()))
                            .collect(Collectors.joining(" ")));
            results.addAll(ofPair);
        });
        for (Outcome outcome : Outcome.values()) {
            long many = results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
            System.out.printf("%s: %d of %d%n", outcome.name().toLowerCase(), many, results.size());
        }
        return results;
    }

    private static Result result(Pair pair, String row, Map<String, Proposal> proposals) {
        List<Proposal> asked = settings(row).stream().map(proposals::get).toList();
        Object right = pair.right().get(row);
        boolean sure = asked.stream().allMatch(Proposal::sure);
        boolean wrong = asked.stream().anyMatch(proposal -> proposal.sure() && !fits(pair, row, right, proposal, sure));
        return new Result(
                pair,
                row,
                wrong ? Outcome.WRONG : sure ? Outcome.PROPOSED : Outcome.ASKED,
                "right is " + right + ", and proposed is " + asked);
    }

    private static List<String> settings(String row) {
        return switch (row) {
            case "item" -> List.of("invoice.item");
            case "tax" -> List.of("invoice.taxCode");
            case "terms" -> List.of("invoice.termsField", "invoice.termsMap");
            case "currency" -> List.of("invoice.currencyField");
            default -> List.of("won.pipelineIds", "won.statusId");
        };
    }

    /** @param all whether the other part of the row is proposed too: of a row that is asked, a part may be sure */
    @SuppressWarnings("unchecked")
    private static boolean fits(Pair pair, String row, Object right, Proposal proposal, boolean all) {
        if (right.equals("ask")) {
            return !all;
        }
        return switch (row) {
            case "terms" -> ofTerms(pair, right, proposal);
            case "stage" ->
                proposal.value().equals("142")
                        || new TreeSet<>(((List<String>) right)
                                        .stream().map(pair::id).toList())
                                .equals(new TreeSet<>((List<String>) proposal.value()));
            default ->
                right.equals("none")
                        ? proposal.value() == null
                        : pair.id(String.valueOf(right)).equals(proposal.value());
        };
    }

    @SuppressWarnings("unchecked")
    private static boolean ofTerms(Pair pair, Object right, Proposal proposal) {
        if (right.equals("none")) {
            return proposal.value() == null
                    && (proposal.values() == null || proposal.values().isEmpty());
        }
        Map.Entry<String, Map<String, String>> field =
                ((Map<String, Map<String, String>>) right).entrySet().iterator().next();
        return proposal.setting().equals("invoice.termsField")
                ? pair.id(field.getKey()).equals(proposal.value())
                : pair.called(field.getValue(), field.getKey()).equals(proposal.values());
    }
}
