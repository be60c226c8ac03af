package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

/** The JSON Schema (2020-12) of a job type's input, made from its record, and the check against it. */
public final class InputSchema {

    private static final SchemaGenerator GENERATOR = generator();

    private final ObjectNode document;
    private final JsonSchema validator;

    private InputSchema(ObjectNode document) {
        this.document = document;
        this.validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        document,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .formatAssertionsEnabled(true)
                                .build());
    }

    static InputSchema of(Class<?> input) {
        return new InputSchema(GENERATOR.generateSchema(input));
    }

    /** The schema as JSON. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /** Everything that is wrong with the input, by place; empty if it fits. */
    public List<InputError> check(JsonNode input) {
        return validator.validate(input).stream()
                .map(message -> new InputError(pointer(message), detail(message)))
                .distinct()
                .toList();
    }

    private static String pointer(com.networknt.schema.ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty();
        return property == null ? at : at + "/" + property.replace("~", "~0").replace("/", "~1");
    }

    /** The validator puts the place before each message; the pointer says it already. */
    private static String detail(com.networknt.schema.ValidationMessage message) {
        String place = message.getInstanceLocation() + ": ";
        String text = message.getMessage();
        return text.startsWith(place) ? text.substring(place.length()) : text;
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        JobJson.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.RESPECT_JSONPROPERTY_REQUIRED, JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(new JakartaValidationModule(
                        JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                        JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.EXTRA_OPEN_API_FORMAT_VALUES);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> snakeCase(field.getDeclaredName()))
                .withNullableCheck(field ->
                        field.getAnnotationConsideringFieldAndGetter(jakarta.validation.constraints.NotNull.class)
                                == null);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) ->
                        ObjectNode.class.equals(type.getErasedType()) ? anyObject(context.getGeneratorConfig()) : null);
        return new SchemaGenerator(config.build());
    }

    private static CustomDefinition anyObject(SchemaGeneratorConfig config) {
        return new CustomDefinition(
                config.createObjectNode().put("type", "object"),
                CustomDefinition.DefinitionType.INLINE,
                CustomDefinition.AttributeInclusion.NO);
    }

    private static String snakeCase(String name) {
        return com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}
