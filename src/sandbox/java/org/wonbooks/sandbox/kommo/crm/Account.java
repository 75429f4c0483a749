package org.wonbooks.sandbox.kommo.crm;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.wonbooks.sandbox.store.Json;

/** A Kommo account with what its administrator has set up, as the API gives it. */
public record Account(ObjectNode profile, List<ObjectNode> pipelines, List<ObjectNode> leadFields) {

    static final long WON = 142;
    /** The property of the profile, unknown to the API, that lists the users who can be given something. */
    public static final String USERS = "users";

    static final List<Long> CLOSED = List.of(WON, 143L);
    /** The types of fields that can be created here. */
    public static final Set<String> FIELD_TYPES =
            Set.of("text textarea url numeric monetary checkbox select radiobutton date date_time".split(" "));

    /** The type of the stage that Kommo fills from forms and chats. Deals are accepted out of it, and never put in. */
    private static final int INCOMING = 1;

    public long id() {
        return profile.get("id").asLong();
    }

    public String subdomain() {
        return text(profile, "subdomain");
    }

    public String url(String path) {
        return "https://" + subdomain() + ".kommo.com/api/v4/" + path;
    }

    public long userId() {
        return profile.get("current_user_id").asLong();
    }

    public boolean hasUser(long userId) {
        return Json.stream(profile.path(USERS)).anyMatch(user -> user.asLong() == userId);
    }

    public ZoneId zone() {
        return ZoneId.of(text(profile, "timezone"));
    }

    long mainPipeline() {
        return pipelines.get(0).get("id").asLong();
    }

    /** The ids of the stages that a deal can be put in, in their order; none for a pipeline that is not there. */
    List<Long> stages(long pipelineId) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.get("id").asLong() == pipelineId)
                .flatMap(pipeline -> Json.stream(pipeline.at("/_embedded/statuses")))
                .filter(status -> status.get("type").asInt() != INCOMING)
                .map(status -> status.get("id").asLong())
                .toList();
    }
}
