package org.wonbooks.flow.card;

import org.wonbooks.kommo.lead.Lead;

/** A place on the board in Kommo. */
public record Stage(long pipelineId, long statusId) {

    static Stage of(String text) {
        String[] ids = text.split("/");
        return new Stage(Long.parseLong(ids[0]), Long.parseLong(ids[1]));
    }

    boolean holds(Lead lead) {
        return lead.pipelineId() == pipelineId && lead.statusId() == statusId;
    }
}
