package org.wonbooks.console.connect;

import java.util.List;
import java.util.Map;
import org.wonbooks.check.proposal.Proposal;

/**
 * One setting on the page that asks what to bill.
 *
 * @param chosen what is chosen, as the form says it
 * @param called of payment terms: what each of the deal's values is called in QuickBooks, as the form says it
 * @param error the word's key of what is wrong; null: nothing
 * @param refusal what is wrong, in words; null: nothing
 */
record BillRow(Proposal proposal, List<String> chosen, Map<String, String> called, String error, String refusal) {

    /** What the form says where nothing of the kind is chosen: an empty text is no choice yet. */
    static final String NONE = "-";

    static String said(String value) {
        return value.isEmpty() ? NONE : value;
    }

    /** Its setting, as a name that may stand in an id. */
    public String id() {
        return proposal.setting().replace('.', '-');
    }

    public boolean isSeveral() {
        return proposal.setting().equals("won.pipelineIds");
    }

    public boolean isMap() {
        return proposal.values() != null;
    }

    /** Is there nothing to say: no field of payment terms, no values of it? */
    boolean isIdle() {
        return isMap() && called.isEmpty() && proposal.sure();
    }

    /** Is nothing chosen yet? */
    public boolean open() {
        return chosen.isEmpty();
    }

    public boolean wrong() {
        return error != null || refusal != null;
    }

    /** Is this one chosen? */
    public boolean has(Proposal.Choice choice) {
        return chosen.contains(said(choice.value()));
    }
}
