package dev.waybill.testkit;

import java.util.List;
import java.util.Locale;

/** Real cities with invented addresses: phone numbers come from the ranges that are kept free for fiction. */
final class Gazetteer {

    private static final String PLACES = """
            US|United States|NY|New York|New York|10001|+1 212-555-01%02d|40.7506|-73.9972|%d Broadway
            US|United States|CA|California|Los Angeles|90012|+1 213-555-01%02d|34.0614|-118.2385|%d Spring Street
            US|United States|IL|Illinois|Chicago|60601|+1 312-555-01%02d|41.8858|-87.6229|%d Wabash Avenue
            US|United States|TX|Texas|Houston|77002|+1 713-555-01%02d|29.7569|-95.3625|%d Main Street
            US|United States|TX|Texas|Austin|78701|+1 512-555-01%02d|30.2711|-97.7437|%d Congress Avenue
            US|United States|WA|Washington|Seattle|98101|+1 206-555-01%02d|47.6101|-122.3344|%d Pike Street
            US|United States|MA|Massachusetts|Boston|02108|+1 617-555-01%02d|42.3576|-71.0651|%d Beacon Street
            US|United States|CO|Colorado|Denver|80202|+1 303-555-01%02d|39.7525|-104.9995|%d Larimer Street
            DE|Germany|BE|Berlin|Berlin|10115|+49 30 2312 5%03d|52.5323|13.3846|Invalidenstraße %d
            DE|Germany|HH|Hamburg|Hamburg|20095|+49 40 6696 9%03d|53.5534|9.9995|Mönckebergstraße %d
            DE|Germany|BY|Bavaria|Munich|80331|+49 89 9999 8%03d|48.1364|11.5710|Sendlinger Straße %d
            DE|Germany|HE|Hesse|Frankfurt|60311|+49 69 9000 9%03d|50.1109|8.6821|Zeil %d
            DE|Germany|NW|North Rhine-Westphalia|Cologne|50667|+49 221 4710 7%03d|50.9384|6.9570|Hohe Straße %d
            GB|United Kingdom|ENG|England|London|SW1A 1AA|+44 20 7946 0%03d|51.5010|-0.1416|%d Regent Street
            GB|United Kingdom|ENG|England|Manchester|M1 1AE|+44 161 496 0%03d|53.4794|-2.2353|%d Deansgate
            GB|United Kingdom|SCT|Scotland|Edinburgh|EH1 1YZ|+44 131 496 0%03d|55.9508|-3.1883|%d Princes Street
            FR|France|IDF|Île-de-France|Paris|75001|+33 1 99 00 1%d %02d|48.8625|2.3363|%d Rue de Rivoli
            FR|France|ARA|Auvergne-Rhône-Alpes|Lyon|69001|+33 4 65 71 1%d %02d|45.7676|4.8344|%d Rue de la République
            CA|Canada|ON|Ontario|Toronto|M5H 2N2|+1 416-555-01%02d|43.6510|-79.3832|%d King Street West
            CA|Canada|BC|British Columbia|Vancouver|V6B 1A1|+1 604-555-01%02d|49.2819|-123.1090|%d Granville Street
            AU|Australia|NSW|New South Wales|Sydney|2000|+61 2 5550 0%03d|-33.8688|151.2093|%d George Street
            AU|Australia|VIC|Victoria|Melbourne|3000|+61 3 5550 0%03d|-37.8136|144.9631|%d Collins Street
            """;

    private static final List<Place> ALL = PLACES.lines().map(Gazetteer::place).toList();

    private Gazetteer() {}

    /**
     * One city.
     *
     * @param phone a format for a number from 0 to 99
     * @param street a format for a house number
     */
    record Place(
            String code,
            String country,
            String stateCode,
            String state,
            String city,
            String zip,
            String phone,
            double lat,
            double lng,
            String street) {

        boolean namedIn(String text) {
            return text.contains(city.toLowerCase(Locale.ROOT));
        }

        boolean inStateNamedIn(String text) {
            return text.contains(state.toLowerCase(Locale.ROOT));
        }

        boolean inCountryNamedIn(String text) {
            return text.contains(country.toLowerCase(Locale.ROOT))
                    || List.of(text.split("\\W+")).contains(code.toLowerCase(Locale.ROOT));
        }

        String phone(int number) {
            return code.equals("FR") ? phone.formatted(number / 100 % 10, number % 100) : phone.formatted(number);
        }
    }

    /** The cities of a geography: those it names, or else those of its states, or of its countries, or all of the USA. */
    static List<Place> places(String geography) {
        String text = geography.toLowerCase(Locale.ROOT);
        for (java.util.function.Predicate<Place> wanted : List.<java.util.function.Predicate<Place>>of(
                place -> place.namedIn(text),
                place -> place.inStateNamedIn(text),
                place -> place.inCountryNamedIn(text))) {
            List<Place> found = ALL.stream().filter(wanted).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return ALL.stream().filter(place -> place.code().equals("US")).toList();
    }

    private static Place place(String line) {
        String[] field = line.split("\\|");
        return new Place(
                field[0],
                field[1],
                field[2],
                field[3],
                field[4],
                field[5],
                field[6],
                Double.parseDouble(field[7]),
                Double.parseDouble(field[8]),
                field[9]);
    }
}
