package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;

/** A Kommo account with what its administrator has set up, as the API gives it. */
record Account(ObjectNode profile, List<ObjectNode> pipelines, List<ObjectNode> leadFields) {

    static final int WON = 142;
    static final int LOST = 143;

    /**
     * The stage that Kommo itself fills from forms and chats; a deal is taken out of it by accepting it, not by moving.
     */
    static final int INCOMING = 1;

    long id() {
        return profile.get("id").longValue();
    }

    String subdomain() {
        return profile.get("subdomain").asText();
    }

    String host() {
        return subdomain() + ".kommo.com";
    }

    long userId() {
        return profile.get("current_user_id").longValue();
    }

    ZoneId zone() {
        return ZoneId.of(profile.get("timezone").asText());
    }

    boolean hasPipeline(long pipelineId) {
        return pipelines.stream().anyMatch(pipeline -> pipeline.get("id").longValue() == pipelineId);
    }

    /** Where a deal of this pipeline stands before it is closed. */
    long lastWorkingStage(long pipelineId) {
        long last = WON;
        for (ObjectNode pipeline : pipelines) {
            for (JsonNode status : pipeline.at("/_embedded/statuses")) {
                if (pipeline.get("id").longValue() == pipelineId
                        && status.get("is_editable").booleanValue()) {
                    last = status.get("id").longValue();
                }
            }
        }
        return last;
    }

    /** A deal can be moved to this stage. */
    boolean hasStage(long pipelineId, long statusId) {
        for (ObjectNode pipeline : pipelines) {
            for (JsonNode status : pipeline.at("/_embedded/statuses")) {
                if (pipeline.get("id").longValue() == pipelineId
                        && status.get("id").longValue() == statusId) {
                    return status.get("type").asInt() != INCOMING;
                }
            }
        }
        return false;
    }
}
