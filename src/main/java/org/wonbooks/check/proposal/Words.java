package org.wonbooks.check.proposal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names say, in the languages of those who have Kommo and QuickBooks: English, French, Spanish, Portuguese,
 * German, Italian. A word that is missing here has a person asked, no more.
 */
final class Words {

    private static final Pattern SALES = words("sales?|selling|ventas?|vendas?|ventes?|vertrieb|verkauf|vendite");

    /** Where deals end that are not sold there, or that were sold elsewhere before. */
    private static final Pattern NO_SALES = words("support|service apres|soporte|suporte|soporte tecnico|help ?desk"
            + "|hiring|recruit\\w*|recrut\\w*|reclut\\w*|hr|rh|rrhh|candidat\\w*"
            + "|partners?|partnerships?|socios?|parceir\\w+|partenaires?|affiliat\\w*|resellers?|distribut\\w*"
            + "|payments?|pagos?|cobros?|cobranzas?|pagamentos?|paiements?|collections?|zahlung\\w*|invoicing|billing"
            + "|onboarding|production|projects?|proyectos?|projetos?|projets?|projekte?|delivery|entregas?|livraisons?"
            + "|returns?|refunds?|devoluciones|complaints?|suppliers?|vendors?|proveedores|fornecedores|fournisseurs"
            + "|pos venda|posventa|pos venta|postventa|post venta|apres vente|after sales|aftersales|pre ?sales|preventa"
            + "|pre venda|avant vente|qualification|archiv\\w*|tests?");

    private static final Pattern INVOICING = words(
            "(to |pre|un)?(re)?invoic\\w*|(re)?factur\\w*|fatur\\w*|\\w*rechnung\\w*|fakturier\\w*|bill|billed|billing");

    private static final Pattern SERVICES =
            Pattern.compile("services?|servicios?|servicos?|prestations? de services?|dienstleistung(en)?|servizi");

    private static final Pattern HOURS = Pattern.compile("hours?|heures?|horas?|stunden?|ore");

    /** What is billed beside the work, or again and again. */
    private static final Pattern BESIDE = words("shipping|freight|deliver\\w*|postage|envios?|fretes?|livraison|versand"
            + "|discounts?|descuentos?|descontos?|remises?|rabatte?|deposits?|prepay\\w*|gratuit\\w*|tips?|late|interest"
            + "|refunds?|fees?|gebuhr\\w*|reimburs\\w*|expenses?|gift\\w*|tax\\w*|rounding|opening|adjust\\w*");

    private static final Pattern RECURRING =
            words("retainers?|subscriptions?|suscripcion\\w*|assinaturas?|abonnements?|abo"
                    + "|monthly|mensuel\\w*|mensual\\w*|mensal\\w*|monatlich\\w*|annual|yearly|hosting|maintenance|wartung"
                    + "|mantenimiento|manutencao|rent\\w*|membership\\w*|iguala\\w*|renewals?");

    /** Accounts to which nobody books what is sold. */
    private static final Pattern ODD_ACCOUNT = words(
            "uncategori[sz]ed|unapplied|expenses?|reimburs\\w*|interest|other|otros"
                    + "|outros|autres|sonstige\\w*|discounts?|descuentos?|remises?|shipping|freight|refunds?|gain|loss|opening"
                    + "|suspense|clearing|deferred|liabilit\\w*|deposits?|sin categoria\\w*|non categori\\w*|ask my accountant");

    private static final Pattern PAYMENT_TERMS =
            words("(re)?payment terms?|terms of payment|credit terms?|invoice terms?|net terms?"
                    + "|(condici\\w+|terminos?|plazos?) de (pago|credito)|(condicoes|condicao|prazos?|termos?) de pagamento"
                    + "|(conditions?|modalites?|delais?|termes?|echeances?) de (paiement|reglement)|zahlungsbedingung\\w*|zahlungsziel\\w*"
                    + "|zahlungsfrist\\w*|(condizioni|termini) di pagamento");

    /** Days of something else. */
    private static final Pattern OTHER_DAYS = words(
            "deliver\\w*|lead time|entregas?|livraison|liefer\\w*|consegna|trial|warrant\\w*"
                    + "|garant\\w*|contract\\w*|contrat\\w*|duration|duree|duracion|duracao|dauer|notice|ship\\w*|valid\\w*|response");

    private static final Pattern CURRENCY =
            words("currency|currencies|ccy|monedas?|divisas?|devises?|monnaies?|moedas?|wahrung\\w*|valuta|valute");

    private static final Pattern OF_THE_DEAL = Pattern.compile(
            "(( |^)(the|of|in|de|del|du|da|do|la|le|les|el|o|a|l|our|qb|quickbooks|code|days?|dias?|jours?"
                    + "|customers?|clients?|clientes?|kunden?|deals?|negocios?|affaires?|auftrags?|orders?|pedidos?"
                    + "|invoices?|facturas?|factures?|faturas?|rechnung|billing|amounts?|montants?|montos?|valor))+");

    private static final Pattern AT_ONCE = Pattern.compile("(payable |due |payment )?(up)?on (receipt|invoice)|due now"
            + "|(due |payable |pay )?immediate(ly)?|immediate payment|(payable |paiement )?(a|des|sur) (la )?reception( de (la )?facture)?"
            + "|(paiement )?(au )?comptant|paiement immediat|immediat|(pago )?(al |de )?contado|pago inmediato|inmediato"
            + "|(al )?recib(o|ir)|a la recepcion|a vista|pagamento (a vista|imediato)|imediato|no recebimento|sofort( fallig)?"
            + "|bei erhalt|immediato|alla ricezione|a vista fattura|net 0|0 days");

    private static final Pattern DAYS = Pattern.compile(
            "(?:(?:due|payable|payment|pay|within|in|net|neto|netto|nets|n|a|de|innerhalb)"
                    + " )*(?:net|n)?(\\d{1,3})(?: (?:days?|jours?|dias?|tage?n?|giorni|d|j))?(?: (?:net|nets|neto|netto|terms))?");

    private static final Pattern DAY_WORD =
            words("days?|jours?|dias?|tage?n?|giorni|net|neto|netto|nets|n|net\\d+|n\\d+");

    private Words() {}

    private static Pattern words(String pattern) {
        return Pattern.compile("(^| )(" + pattern + ")( |$)");
    }

    /** In lower case, without accents, its words between single blanks. */
    static String folded(String text) {
        String plain = Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "");
        return plain.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}%]+", " ")
                .strip();
    }

    private static boolean says(Pattern pattern, String text) {
        return pattern.matcher(folded(text)).find();
    }

    /** Where other words stand beside, it may be of a supplier, or of old. */
    private static boolean onlySays(Pattern pattern, String text) {
        String rest = pattern.matcher(folded(text)).replaceFirst(" ").strip();
        return says(pattern, text)
                && (rest.isEmpty() || OF_THE_DEAL.matcher(rest).matches());
    }

    /** Is it called as what is for sale is, and as nothing else? */
    static boolean sales(String pipeline) {
        return says(SALES, pipeline) && !noSales(pipeline);
    }

    static boolean noSales(String pipeline) {
        return says(NO_SALES, pipeline);
    }

    static boolean invoicing(String stage) {
        return says(INVOICING, stage);
    }

    static boolean services(String item) {
        return SERVICES.matcher(folded(item)).matches();
    }

    static boolean hours(String item) {
        return HOURS.matcher(folded(item)).matches();
    }

    static boolean besideTheWork(String item) {
        return says(BESIDE, item);
    }

    static boolean recurring(String item) {
        return says(RECURRING, item);
    }

    static boolean oddAccount(String account) {
        return account == null || account.isBlank() || says(ODD_ACCOUNT, account);
    }

    /** Is it about payment terms, of whomever? */
    static boolean paymentTerms(String field) {
        return says(PAYMENT_TERMS, field) || folded(field).equals("terms");
    }

    /** Is it about the customer's payment terms, and nothing else? */
    static boolean onlyPaymentTerms(String field) {
        return onlySays(PAYMENT_TERMS, field) || folded(field).equals("terms");
    }

    static boolean otherDays(String field) {
        return says(OTHER_DAYS, field) && !paymentTerms(field);
    }

    /** Is it about a currency, of whatever? */
    static boolean currency(String field) {
        return says(CURRENCY, field);
    }

    /** Is it about the deal's currency, and nothing else? */
    static boolean onlyCurrency(String field) {
        return onlySays(CURRENCY, field);
    }

    /** Within how many days has to be paid; empty: it says something else, or something more. */
    static Optional<Integer> days(String terms) {
        String text = folded(terms);
        if (AT_ONCE.matcher(text).matches()) {
            return Optional.of(0);
        }
        Matcher days = DAYS.matcher(text);
        return days.matches() && DAY_WORD.matcher(text).find()
                ? Optional.of(Integer.valueOf(days.group(1)))
                : Optional.empty();
    }
}
