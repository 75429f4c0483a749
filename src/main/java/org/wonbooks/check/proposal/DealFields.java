package org.wonbooks.check.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.kommo.account.FieldList.Field;

/** The fields of deals that a setting may name. */
final class DealFields {

    private DealFields() {}

    /** Can it say what something is called? */
    static boolean namesThings(Field field) {
        return field.type() != null && field.type().matches("select|radiobutton|text|textarea");
    }

    /** What a setting calls it: the code is the safest. */
    static String key(Field field) {
        return field.code() == null ? String.valueOf(field.id()) : field.code();
    }

    static List<Choice> choices(String none, List<Field> fields) {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", none)));
        fields.forEach(field -> choices.add(new Choice(key(field), field.name())));
        return choices;
    }

    static String names(List<Field> fields) {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    /** What the latest won deals say there, each once. */
    static List<String> said(BothAccounts accounts, Field field) {
        return accounts.won().isRead()
                ? accounts.won().found().stream()
                        .flatMap(lead -> lead.texts(String.valueOf(field.id())).stream())
                        .distinct()
                        .toList()
                : List.of();
    }
}
