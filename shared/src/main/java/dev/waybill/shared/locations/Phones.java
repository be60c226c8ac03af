package dev.waybill.shared.locations;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Phone numbers in one form. */
final class Phones {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Phones() {}

    /**
     * E.164 with the extension behind it; null when it is no number of the country.
     *
     * @param country where a number without a country's prefix is called; null when that is not known
     */
    static @Nullable String normalized(String text, @Nullable String country) {
        try {
            PhoneNumber number = NUMBERS.parse(text, country);
            if (!NUMBERS.isValidNumber(number)) {
                return null;
            }
            String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
            return number.hasExtension() ? e164 + " ext. " + number.getExtension() : e164;
        } catch (NumberParseException noNumber) {
            return null;
        }
    }
}
