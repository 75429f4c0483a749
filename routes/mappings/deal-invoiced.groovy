// What the deal in Kommo shows once it is invoiced. Field codes come from the connection's settings.
def deal = variables.deal
def fields = variables.connection.settings().fields()
def field = { code, value -> [field_code: code, values: value == null ? null : [[value: value]]] }
// The invoice of a deal that was won again takes the place of an earlier one, which may have been paid.
def unpaid = deal.cycle() == 1 ? [] : [
    field(fields.paid(), false),
    field(fields.paidAmount(), '0'),
    field(fields.paymentDate(), null),
]

[
    custom_fields_values: [
        field(fields.invoiceId(), deal.invoiceId()),
        deal.docNumber() ? field(fields.invoiceNumber(), deal.docNumber()) : null,
        deal.invoiceUrl() ? field(fields.invoiceUrl(), deal.invoiceUrl()) : null,
        *unpaid,
    ].findAll(),
]
