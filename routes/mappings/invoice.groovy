// The invoice, as QuickBooks takes it. `intent` is what was frozen for it (docs/mapping.md); empty entries are left out.
def intent = variables.deal.intent()
def ref = { id -> id ? [value: id] : null }
// Only of somebody who has moved since; else the invoice has the customer's own.
def address = intent.billTo()

def lines = intent.lines().collect { line ->
    [
        Description        : line.description(),
        Amount             : line.amount(),
        DetailType         : 'SalesItemLineDetail',
        SalesItemLineDetail: [
            ItemRef        : ref(line.itemId()),
            Qty            : line.quantity(),
            UnitPrice      : line.unitPrice(),
            TaxCodeRef     : ref(line.taxCode()),
            TaxInclusiveAmt: line.gross(),
            ClassRef       : ref(intent.classId()),
        ].findAll { it.value != null },
    ]
}
def discount = intent.discount()
        ? [[Amount: intent.discount(), DetailType: 'DiscountLineDetail', DiscountLineDetail: [PercentBased: false]]] : []

[
    CustomerRef                 : ref(variables.customerId),
    CurrencyRef                 : ref(intent.currency()),
    ExchangeRate                : intent.exchangeRate(),
    DocNumber                   : intent.docNumber(),
    TxnDate                     : intent.date().toString(),
    SalesTermRef                : ref(intent.termId()),
    BillEmail                   : intent.email() ? [Address: intent.email()] : null,
    BillEmailCc                 : intent.copies() ? [Address: intent.copies().join(',')] : null,
    BillAddr                    : address ? [
        Line1                 : address.line1(),
        Line2                 : address.line2(),
        City                  : address.city(),
        CountrySubDivisionCode: address.state(),
        PostalCode            : address.postalCode(),
        Country               : address.country(),
    ].findAll { it.value } : null,
    CustomerMemo                : ref(intent.memo()),
    PrivateNote                 : intent.marker(),
    DepartmentRef               : ref(intent.departmentId()),
    CustomField                 : intent.customFields().collect { [DefinitionId: it.key, Type: 'StringType', StringValue: it.value] },
    AllowOnlineCreditCardPayment: intent.payByCard(),
    AllowOnlineACHPayment       : intent.payByBank(),
    GlobalTaxCalculation        : intent.tax().calculation(),
    Line                        : lines + discount,
].findAll { it.value != null && it.value != [] }
