// The invoice, as QuickBooks takes it. `invoice` is what was frozen for the deal; empty entries are left out.
def invoice = variables.deal.intent()

[
    CustomerRef : [value: variables.customerId],
    TxnDate     : invoice.date().toString(),
    SalesTermRef: invoice.termId() ? [value: invoice.termId()] : null,
    BillEmail   : invoice.email() ? [Address: invoice.email()] : null,
    PrivateNote : invoice.marker(),
    AllowOnlineCreditCardPayment: true,
    AllowOnlineACHPayment       : true,
    Line        : [[
        Description        : invoice.description(),
        Amount             : invoice.amount(),
        DetailType         : 'SalesItemLineDetail',
        SalesItemLineDetail: [ItemRef: [value: invoice.itemId()], Qty: 1, UnitPrice: invoice.amount()],
    ]],
].findAll { it.value }
