package org.wonbooks.console.attention;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.attention.AttentionQueries.Group;
import org.wonbooks.console.attention.AttentionRows.Kind;
import org.wonbooks.decision.Cause;

/**
 * The page of ours on which a person does what a fix says.
 *
 * @param kind how the link to it is called: {@code connect}, {@code setting}, {@code deal} or {@code check}
 * @param fact a setting's name, or a system's
 */
record FixPlace(String kind, String fact, String address) {

    /** What a fix tells to open or press. */
    private static final Pattern LABEL = Pattern.compile("“([^”]+)”");

    /** As the form of the settings calls them: {@code invoice.item} … */
    private static final Set<String> SETTINGS = Arrays.stream(ConnectionSettings.class.getRecordComponents())
            .flatMap(FixPlace::names)
            .collect(Collectors.toUnmodifiableSet());

    /** Where a person can move the limit that a deal is held for. */
    private static final Map<String, String> OF_LIMITS = Map.of(
            Cause.ABOVE_LIMIT.name(), "invoice.maxAmount",
            Cause.LIMIT_NOT_COMPARABLE.name(), "invoice.maxAmount",
            Cause.WON_LONG_AGO.name(), "won.catchUp");

    private static Stream<String> names(RecordComponent group) {
        return Arrays.stream(group.getType().getRecordComponents()).map(setting -> {
            JsonProperty called = setting.getAccessor().getAnnotation(JsonProperty.class);
            return group.getName() + "." + (called == null ? setting.getName() : called.value());
        });
    }

    /** @param words of the form of the settings; fixes are in English */
    static FixPlace of(Group group, MessageSource words) {
        String connection = "/connections/" + group.connectionId();
        if (group.is(Kind.LOST)) {
            String peer = group.cause().substring(group.cause().lastIndexOf('-') + 1);
            return new FixPlace(
                    "connect",
                    Peer.valueOf(peer.toUpperCase(Locale.ROOT)).title(),
                    "/oauth/" + peer + "/connect?connection=" + group.connectionId());
        }
        String limit = OF_LIMITS.get(group.code());
        if (limit != null) {
            return new FixPlace("setting", limit, connection + "/settings#" + limit);
        }
        return LABEL.matcher(Objects.requireNonNullElse(group.why().fix(), ""))
                .results()
                .flatMap(label -> SETTINGS.stream().filter(name -> label.group(1)
                        .equals(words.getMessage("settings." + name, null, "", Locale.ENGLISH))))
                .findFirst()
                .map(name -> new FixPlace("setting", name, connection + "/settings#" + name))
                .orElseGet(() -> group.is(Kind.HELD) && group.count() == 1
                        ? new FixPlace(
                                "deal",
                                null,
                                "/deals/" + group.connectionId() + "/"
                                        + group.deals().get(0).leadId())
                        : new FixPlace("check", null, connection + "/check"));
    }
}
