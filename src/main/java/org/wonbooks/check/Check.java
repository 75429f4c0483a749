package org.wonbooks.check;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonbooks.check.fact.Area;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.fault.PermanentFault;

/**
 * One row of the result: its name, what has to be read for it, and the look at that. What a deal would end with, the
 * look may throw.
 *
 * @param name where a setting says what it has to be, the setting's name
 */
record Check(String name, List<Area> needs, Function<Facts, Outcome> look) {

    private static final Logger LOG = LoggerFactory.getLogger(Check.class);

    /** @param needs what the look takes from the facts, besides settings */
    static Check of(String name, Function<Facts, Outcome> look, Area... needs) {
        return new Check(name, List.of(needs), look);
    }

    /** @param told what could not be read, as far as rows before this one say so */
    CheckRow row(Facts facts, Set<Area> told) {
        Outcome outcome = outcome(facts, told);
        return new CheckRow(name, outcome.ok(), outcome.detail(), outcome.fix(), outcome.state());
    }

    private Outcome outcome(Facts facts, Set<Area> told) {
        for (Area area : needs) {
            if (!facts.reading().has(area)) {
                boolean first = told.add(area);
                return facts.reading()
                        .why(area)
                        .map(why -> first ? why : why.asFollowing())
                        .orElseGet(() -> Outcome.follows(
                                "Not looked at: " + area.peer().title() + " let us read nothing",
                                "Mend the access to " + area.peer().title() + " first, then press “Check now”."));
            }
        }
        try {
            return look.apply(facts);
        } catch (PermanentFault fault) {
            return Outcome.bad(fault);
        } catch (RuntimeException unexpected) {
            LOG.error(
                    "The check {} of connection {} failed",
                    name,
                    facts.connection().id(),
                    unexpected);
            return Outcome.bad("It could not be looked at", "The log of this time says why.");
        }
    }
}
