package org.wonbooks.kommo.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonbooks.testing.ProductJson.read;

import org.junit.jupiter.api.Test;

class ContactTest {

    @Test
    void isReadAsKommoGivesIt() {
        Contact contact = read(
                """
                {"id": 17611273, "name": "Jane Roe", "first_name": "Jane", "last_name": "Roe",
                 "responsible_user_id": 11087123, "closest_task_at": null, "is_deleted": false, "is_unsorted": false,
                 "custom_fields_values": [
                  {"field_id": 771906, "field_name": "Phone", "field_code": "PHONE", "field_type": "multitext",
                   "values": [{"value": "+14155550100", "enum_id": 552476, "enum_code": "WORK"}]},
                  {"field_id": 771908, "field_name": "Email", "field_code": "EMAIL", "field_type": "multitext",
                   "values": [{"value": "jane@roe.example", "enum_id": 552488, "enum_code": "WORK"},
                              {"value": "jane.private@roe.example", "enum_id": 552490, "enum_code": "PRIV"}]}],
                 "account_id": 32720107, "_links": {"self": {"href": "https://acme.kommo.com/x"}},
                 "_embedded": {"tags": [], "companies": [{"id": 17612521, "_links": {}}]}}
                """,
                Contact.class);
        assertThat(contact.id()).isEqualTo(17611273);
        assertThat(contact.name()).isEqualTo("Jane Roe");
        assertThat(contact.firstName()).isEqualTo("Jane");
        assertThat(contact.lastName()).isEqualTo("Roe");
        assertThat(contact.emails()).containsExactly("jane@roe.example", "jane.private@roe.example");
        assertThat(contact.phones()).containsExactly("+14155550100");
    }

    @Test
    void ofACompanyHasNoFirstAndLastName() {
        Contact company = read("{\"id\": 4, \"name\": \"Roe Ltd\", \"custom_fields_values\": null}", Contact.class);
        assertThat(company.name()).isEqualTo("Roe Ltd");
        assertThat(company.firstName()).isNull();
        assertThat(company.lastName()).isNull();
        assertThat(company.emails()).isEmpty();
        assertThat(company.phones()).isEmpty();
    }

    @Test
    void namesTheAddressForWorkFirstAndKeepsTheOrderOfTheOthers() {
        assertThat(emails("enum_code")).containsExactly("work@a.example", "priv@a.example", "other@a.example");
    }

    @Test
    void knowsTheOlderSpellingOfTheKind() {
        assertThat(emails("enum")).containsExactly("work@a.example", "priv@a.example", "other@a.example");
    }

    @Test
    void findsAddressesByCodeNotByALocalisedName() {
        Contact contact = read(
                """
                {"id": 4, "custom_fields_values": [
                  {"field_id": 1, "field_name": "Correo", "field_code": "EMAIL", "values": [{"value": " a@b.example "}]},
                  {"field_id": 2, "field_name": "Email", "field_code": "ASSISTANT", "values": [{"value": "c@d.example"}]}]}
                """,
                Contact.class);
        assertThat(contact.emails()).contains("a@b.example").doesNotContain("c@d.example");
    }

    private static java.util.List<String> emails(String key) {
        return read(
                        """
                        {"id": 4, "custom_fields_values": [{"field_code": "EMAIL", "values": [
                          {"value": "priv@a.example", "KEY": "PRIV"}, {"value": "other@a.example", "KEY": null},
                          {"value": "work@a.example", "KEY": "WORK"}, {"value": null, "KEY": "WORK"}]}]}
                        """
                                .replace("KEY", key),
                        Contact.class)
                .emails();
    }
}
