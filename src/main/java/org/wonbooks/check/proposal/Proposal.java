package org.wonbooks.check.proposal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.check.fact.Part;

/**
 * What one setting is to say.
 *
 * @param setting its name
 * @param value what is proposed: a text, or a list of them; null where it is sure: as it is by default
 * @param sure nothing else is plausible; else a person is asked, and nothing is chosen beforehand
 * @param reason why, in words
 * @param choices what there is to choose from
 * @param values of {@code invoice.termsMap}: what each value of the field is called in the books; null: asked
 * @param fix what a person can do where it can't be read; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Proposal(
        String setting,
        Object value,
        boolean sure,
        String reason,
        List<Choice> choices,
        Map<String, String> values,
        String fix) {

    /** @param value null: the default, nothing of the kind */
    public record Choice(String value, String label) {}

    static Proposal sure(String setting, Object value, String reason, List<Choice> choices) {
        return new Proposal(setting, value, true, reason, choices, null, null);
    }

    static Proposal asked(String setting, String reason, List<Choice> choices) {
        return new Proposal(setting, null, false, reason, choices, null, null);
    }

    static Proposal unread(String setting, Part<?> part) {
        Outcome why = part.why();
        return new Proposal(setting, null, false, why.detail(), List.of(), null, why.fix());
    }

    /** Could nothing be read for it? */
    public boolean unread() {
        return fix != null;
    }

    /** Is this chosen beforehand? */
    public boolean proposes(String choice) {
        return sure && (value instanceof List<?> several ? several.contains(choice) : same(value, choice));
    }

    private static boolean same(Object value, String choice) {
        return value == null ? choice.isEmpty() : value.equals(choice);
    }
}
