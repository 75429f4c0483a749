package org.wonbooks.kommo.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wonbooks.answer.Elements;
import org.wonbooks.connection.CardFields;
import org.wonbooks.connection.CardFields.CardField;
import org.wonbooks.fault.PermanentFault;

/** The custom fields that an account's deals have. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FieldList(@JsonProperty("_embedded") Embedded embedded) {

    private static final int PAGE = 250;

    /** Where Kommo has them. */
    public static final String PATH = "leads/custom_fields?limit=" + PAGE;

    /** Where Kommo puts the fields of a list. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Embedded(Elements<Field> customFields) {

        /** A list that is missing is an empty one. */
        public Embedded {
            customFields = customFields == null ? Elements.none() : customFields;
        }
    }

    /**
     * One field; not every one has a code.
     *
     * @param enums what a select may say; null for other types
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Field(long id, String name, String code, String type, List<Option> enums) {

        /** Is this the field of that code, id or name? */
        public boolean is(String codeOrIdOrName) {
            return codeOrIdOrName.equals(code)
                    || codeOrIdOrName.equals(String.valueOf(id))
                    || codeOrIdOrName.equals(name);
        }

        /** How people know it. */
        public String shown() {
            return "Field " + id + ", " + name;
        }

        /** What a select may say; none for other types. */
        public List<Option> options() {
            return enums == null ? List.of() : enums;
        }
    }

    /** One of the things that a select may say. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Option(long id, String value, String code) {}

    /** The list of an answer; an account without fields answers nothing. */
    public static FieldList of(FieldList answer) {
        return answer == null ? new FieldList(null) : answer;
    }

    /** The fields. Throws where one can't be read: it may be the one that is looked for. */
    public List<Field> fields() {
        return elements().all();
    }

    private Elements<Field> elements() {
        return embedded == null ? Elements.none() : embedded.customFields();
    }

    /** Are these all that there are? Kommo gives no more at once. */
    public boolean complete() {
        return elements().size() < PAGE;
    }

    /** Are they all here, and read? */
    public boolean whole() {
        return complete() && elements().unreadable().isEmpty();
    }

    /** The field of that code, number or name. Throws where there is none, and one can't be read. */
    public Optional<Field> find(String codeOrIdOrName) {
        Optional<Field> found = find(elements().read(), codeOrIdOrName);
        return found.isPresent() ? found : find(fields(), codeOrIdOrName);
    }

    private static Optional<Field> find(List<Field> fields, String codeOrIdOrName) {
        return fields.stream().filter(field -> field.is(codeOrIdOrName)).findFirst();
    }

    /**
     * The one that we write. Throws the fault that a deal ends with where it can't be written; a check says the same.
     */
    public Field written(CardField field, CardFields settings) {
        String wanted = field.code(settings);
        Field found = fields().stream()
                .filter(each -> wanted.equals(each.code()))
                .findFirst()
                .orElseThrow(() -> new PermanentFault(
                        "Kommo's deals have no field with the code " + wanted + ": no deal can be told of its invoice",
                        "Have it made: press “Provision” on the page “Check”, then press “Try again”."));
        if (!field.types().contains(found.type())) {
            throw new PermanentFault(
                    found.shown() + " is of the type " + found.type() + ", which can't hold this",
                    "Name another code for it in “Settings” and press “Provision” on the page “Check”,"
                            + " which makes the"
                            + " field of the type "
                            + String.join(" or ", field.types()) + ", then press “Try again”.");
        }
        return found;
    }

    /** The codes that are taken. */
    public Set<String> codes() {
        return fields().stream().map(Field::code).filter(Objects::nonNull).collect(Collectors.toSet());
    }
}
