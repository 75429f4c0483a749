// What the deal in Kommo shows once it is invoiced. Field codes come from the connection's settings.
def deal = variables.deal
def fields = variables.connection.settings().fields()
def field = { code, value -> [field_code: code, values: [[value: value]]] }

[
    custom_fields_values: [
        field(fields.invoiceId(), deal.invoiceId()),
        deal.docNumber() ? field(fields.invoiceNumber(), deal.docNumber()) : null,
        deal.invoiceUrl() ? field(fields.invoiceUrl(), deal.invoiceUrl()) : null,
    ].findAll(),
]
