package org.wonbooks.component;

import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.write.Write;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.invoice.Payment;

/** Read the books of the run's QuickBooks company, and write to them. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "quickbooks",
        title = "QuickBooks Online",
        syntax = "quickbooks:verb",
        producerOnly = true,
        category = {Category.SAAS})
public class QuickBooksEndpoint extends PeerEndpoint {

    /** What an answer may be read as. */
    public static final Map<String, Class<?>> TYPES = Map.of(
            "CompanyInfo", CompanyInfo.Answer.class,
            "Customer", Customer.Answer.class,
            "Invoice", Invoice.Answer.class,
            "Payment", Payment.Answer.class);

    @UriParam(
            enums = "CompanyInfo,Customer,Invoice,Payment",
            description = "What the answer's JSON is read as. Each read costs its company.")
    private String as;

    QuickBooksEndpoint(String uri, PeerComponent component) {
        super(uri, component, TYPES, Question.OfQuickBooks.class, Write.ToQuickBooks.class);
    }

    @Override
    public String getAs() {
        return as;
    }

    public void setAs(String as) {
        this.as = as;
    }
}
