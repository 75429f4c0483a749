package org.wonbooks.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonbooks.console.ConsoleTest;

/** The page of the settings, as a browser opens it and sends its forms. */
abstract class SettingsPages extends ConsoleTest {

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

    private String cookie;

    final Answer page(long id) {
        if (cookie == null) {
            cookie = signIn();
        }
        return send("GET", path(id), null, "Cookie", cookie);
    }

    static final String path(long id) {
        return "/connections/" + id + "/settings";
    }

    /** Sends the form of a page with some of its inputs typed: names and values in turn, separated by = and &. */
    final Answer save(Answer page, long id, String typed) {
        return post(page, path(id), typed);
    }

    final Answer post(Answer page, String path, String typed) {
        List<String> fields = new ArrayList<>(List.of(form("_csrf", token(page)), form("seen", seen(page))));
        Stream.of(typed.split("&")).filter(each -> !each.isEmpty()).forEach(each -> {
            int at = each.indexOf('=');
            fields.add(form(each.substring(0, at), each.substring(at + 1)));
        });
        return send("POST", path, String.join("&", fields), FORM[0], FORM[1], "Cookie", cookie);
    }

    private static String seen(Answer page) {
        Matcher seen = SEEN.matcher(page.body());
        assertThat(seen.find()).isTrue();
        return seen.group(1).replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }

    final JsonNode settings(long id) {
        return api("GET", "/connections/" + id, null).json().path("settings");
    }

    final List<String> changes(long id) {
        return jdbc.sql("select detail from audit where subject = ? and action = 'connection.change' order by id")
                .param("connection " + id)
                .query(String.class)
                .list();
    }
}
