package org.wonbooks.console.connect;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.app.AppKey;
import org.wonbooks.oauth.app.AppKeys;

/**
 * The form with the keys of both apps. A field left empty stays as it is: what was entered is never shown again.
 *
 * @param kommoId and all others: as they were typed; null: the form has no such field
 */
record KeyForm(String kommoId, String kommoSecret, String quickbooksId, String quickbooksSecret, String verifier) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,500}");

    /** As nobody has filled it in yet. */
    static KeyForm of(AppKeys keys) {
        return new KeyForm(
                keys.at(Peer.KOMMO).id(), "", keys.at(Peer.QUICKBOOKS).id(), "", "");
    }

    /** What is to be kept. Keys that the configuration gives are not asked for. */
    Map<AppKey, String> entered(AppKeys keys) {
        Map<AppKey, String> entered = new EnumMap<>(AppKey.class);
        fields().forEach((key, typed) -> {
            if (!typed.isEmpty() && !given(key, keys)) {
                entered.put(key, typed);
            }
        });
        return entered;
    }

    /** What is wrong, by field: the word's key. */
    Map<String, String> errors(AppKeys keys) {
        Map<String, String> errors = new LinkedHashMap<>();
        fields().forEach((key, typed) -> {
            if (!typed.isEmpty() && !given(key, keys) && !KEY.matcher(typed).matches()) {
                errors.put(field(key), "connect.keys.wrong");
            }
        });
        missing(errors, AppKey.KOMMO_CLIENT_ID, AppKey.KOMMO_CLIENT_SECRET, keys);
        missing(errors, AppKey.QUICKBOOKS_CLIENT_ID, AppKey.QUICKBOOKS_CLIENT_SECRET, keys);
        return errors;
    }

    /** An id is nothing without its secret, and the other way round. Another app's id asks for its secret anew. */
    private void missing(Map<String, String> errors, AppKey id, AppKey secret, AppKeys keys) {
        Map<AppKey, String> fields = fields();
        Peer peer = id == AppKey.KOMMO_CLIENT_ID ? Peer.KOMMO : Peer.QUICKBOOKS;
        boolean another = !fields.get(id).isEmpty()
                && !fields.get(id).equals(keys.at(peer).id());
        if (!given(id, keys) && another && fields.get(secret).isEmpty()) {
            errors.putIfAbsent(field(secret), "connect.keys.secret.missing");
        }
        if (!given(id, keys) && fields.get(id).isEmpty() && !fields.get(secret).isEmpty()) {
            errors.putIfAbsent(field(id), "connect.keys.id.missing");
        }
    }

    private static boolean given(AppKey key, AppKeys keys) {
        return switch (key) {
            case KOMMO_CLIENT_ID, KOMMO_CLIENT_SECRET -> keys.isConfigured(Peer.KOMMO);
            case QUICKBOOKS_CLIENT_ID, QUICKBOOKS_CLIENT_SECRET -> keys.isConfigured(Peer.QUICKBOOKS);
            case WEBHOOK_VERIFIER_TOKEN -> keys.isVerifierConfigured();
        };
    }

    private static String field(AppKey key) {
        return switch (key) {
            case KOMMO_CLIENT_ID -> "kommoId";
            case KOMMO_CLIENT_SECRET -> "kommoSecret";
            case QUICKBOOKS_CLIENT_ID -> "quickbooksId";
            case QUICKBOOKS_CLIENT_SECRET -> "quickbooksSecret";
            case WEBHOOK_VERIFIER_TOKEN -> "verifier";
        };
    }

    private Map<AppKey, String> fields() {
        Map<AppKey, String> fields = new EnumMap<>(AppKey.class);
        fields.put(AppKey.KOMMO_CLIENT_ID, typed(kommoId));
        fields.put(AppKey.KOMMO_CLIENT_SECRET, typed(kommoSecret));
        fields.put(AppKey.QUICKBOOKS_CLIENT_ID, typed(quickbooksId));
        fields.put(AppKey.QUICKBOOKS_CLIENT_SECRET, typed(quickbooksSecret));
        fields.put(AppKey.WEBHOOK_VERIFIER_TOKEN, typed(verifier));
        return fields;
    }

    private static String typed(String text) {
        return text == null ? "" : text.strip();
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "KeyForm[kommoId=" + kommoId + ", quickbooksId=" + quickbooksId + "]";
    }
}
