package org.wonbooks.intake.delivery;

import java.time.Instant;

/**
 * One object of QuickBooks that changed. A hint: the object is read before anything is decided.
 *
 * @param eventId the CloudEvents id, by which a repeat is known: up to 100 printable ASCII characters, or null
 * @param realmId the company, up to 20 digits
 * @param entity lower case, singular: {@code payment}
 * @param entityId up to 30 digits
 * @param time when it happened, or null
 */
public record IntuitEvent(
        String eventId, String realmId, String entity, String entityId, Operation operation, Instant time) {

    /** What happened to the object; OTHER is an operation that is not known here. */
    public enum Operation {
        CREATED,
        UPDATED,
        DELETED,
        VOIDED,
        MERGED,
        EMAILED,
        OTHER;

        /** From either format's word, in lower case: {@code created}, {@code create}, {@code void}, {@code voided}. */
        static Operation of(String word) {
            return switch (word) {
                case "create", "created" -> CREATED;
                case "update", "updated" -> UPDATED;
                case "delete", "deleted" -> DELETED;
                case "void", "voided" -> VOIDED;
                case "merge", "merged" -> MERGED;
                case "emailed" -> EMAILED;
                default -> OTHER;
            };
        }
    }
}
