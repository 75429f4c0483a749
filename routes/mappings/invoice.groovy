// The invoice, as QuickBooks takes it. `deal` is what was frozen for it (docs/mapping.md); empty entries are left out.
def deal = variables.deal.intent()
def ref = { id -> id ? [value: id] : null }
// Only of somebody who has moved since; else the invoice has the customer's own.
def address = deal.billTo()

def lines = deal.lines().collect { line ->
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
            ClassRef       : ref(deal.classId()),
        ].findAll { it.value != null },
    ]
}
def discount = deal.discount()
        ? [[Amount: deal.discount(), DetailType: 'DiscountLineDetail', DiscountLineDetail: [PercentBased: false]]] : []

[
    CustomerRef                 : ref(variables.customerId),
    CurrencyRef                 : ref(deal.currency()),
    ExchangeRate                : deal.exchangeRate(),
    DocNumber                   : deal.docNumber(),
    TxnDate                     : deal.date().toString(),
    SalesTermRef                : ref(deal.termId()),
    BillEmail                   : deal.email() ? [Address: deal.email()] : null,
    BillEmailCc                 : deal.copies() ? [Address: deal.copies().join(',')] : null,
    BillAddr                    : address ? [
        Line1                 : address.line1(),
        Line2                 : address.line2(),
        City                  : address.city(),
        CountrySubDivisionCode: address.state(),
        PostalCode            : address.postalCode(),
        Country               : address.country(),
    ].findAll { it.value } : null,
    CustomerMemo                : ref(deal.memo()),
    PrivateNote                 : deal.marker(),
    DepartmentRef               : ref(deal.departmentId()),
    CustomField                 : deal.customFields().collect { [DefinitionId: it.key, Type: 'StringType', StringValue: it.value] },
    AllowOnlineCreditCardPayment: deal.payByCard(),
    AllowOnlineACHPayment       : deal.payByBank(),
    GlobalTaxCalculation        : deal.tax().calculation(),
    Line                        : lines + discount,
].findAll { it.value != null && it.value != [] }
