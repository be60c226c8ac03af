package dev.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.waybill.api.process.ProcessPage;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseRulesTest {

    private static final JavaClasses OFFENDERS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(
                    "dev.waybill.worker.alpha",
                    "dev.waybill.worker.beta",
                    "dev.waybill.api",
                    "dev.waybill.client.offence",
                    "dev.waybill.shared.job");

    @ParameterizedTest
    @MethodSource("rules")
    void bites(Field rule) throws IllegalAccessException {
        assertThat(((ArchRule) rule.get(null)).evaluate(OFFENDERS).hasViolation())
                .isTrue();
    }

    static Stream<Field> rules() {
        return Arrays.stream(HouseRules.class.getFields()).filter(field -> field.getType() == ArchRule.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                org.springframework.util.StringUtils.class,
                org.springframework.jdbc.datasource.AbstractDataSource.class,
                org.springframework.transaction.PlatformTransactionManager.class,
                java.util.concurrent.ExecutorService.class
            })
    void refusesNamesThatSayNothing(Class<?> type) {
        assertThat(namesAreFine(type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {ProcessPage.class, TestDatabase.class, java.util.concurrent.Future.class})
    void sparesNamesThatMerelyContainABannedWord(Class<?> type) {
        assertThat(namesAreFine(type)).isTrue();
    }

    private static boolean namesAreFine(Class<?> type) {
        JavaClasses named = new ClassFileImporter().importClasses(type);
        return !HouseRules.NAMES_SAY_THE_THING.evaluate(named).hasViolation();
    }
}
