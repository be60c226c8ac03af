package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.source.CsvOptions;
import java.nio.charset.Charset;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What an input says about reading, checked as far as its schema cannot. */
record InputOptions(CsvOptions csv, DraftRules rules) {

    /** @throws Rejected {@code charset_unknown}, {@code currency_unknown} */
    static InputOptions of(ImportInput input) {
        CsvOptions csv = new CsvOptions(character(input.delimiter()), charset(input.charset()));
        PriceFormat prices = new PriceFormat(character(input.decimalSeparator()));
        return new InputOptions(csv, new DraftRules(prices, currency(input.currency())));
    }

    private static @Nullable Character character(@Nullable String text) {
        return text == null ? null : text.charAt(0);
    }

    private static @Nullable Charset charset(@Nullable String name) {
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new Rejected("charset_unknown", "There is no encoding named " + name + ".");
        }
    }

    private static @Nullable String currency(@Nullable String code) {
        try {
            return code == null ? null : Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new Rejected("currency_unknown", code + " is not an ISO 4217 currency code.");
        }
    }
}
