package org.wonbooks.console.attention;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.web.ErrorResponseException;
import org.wonbooks.console.attention.AttentionQueries.Item;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.console.work.WorkActions;

/** What a person sees and says of deals that are held, as the API has it. */
public final class PersonsWord {

    private static final String WHO = "admin";

    private final BeanFactory wonbooks;
    private final long connection;

    public PersonsWord(BeanFactory wonbooks, long connection) {
        this.wonbooks = wonbooks;
        this.connection = connection;
    }

    /** The digest of what is shown of a deal that is held. */
    public String sees(long lead) {
        return held(lead).digest();
    }

    /** Approves a deal; answers whether that was taken. */
    public boolean approves(long lead, String seen) {
        try {
            wonbooks.getBean(DealActions.class).approve(WHO, connection, lead, seen);
            return true;
        } catch (ErrorResponseException refused) {
            return false;
        }
    }

    /** Says that nothing is to be done about a deal that is held. */
    public void skips(long lead) {
        wonbooks.getBean(WorkActions.class).skip(WHO, held(lead).workId());
    }

    private Item held(long lead) {
        return wonbooks.getBean(AttentionQueries.class).list(connection).stream()
                .flatMap(group -> group.deals().stream())
                .filter(item -> item.leadId() != null && item.leadId() == lead)
                .findFirst()
                .orElseThrow();
    }
}
