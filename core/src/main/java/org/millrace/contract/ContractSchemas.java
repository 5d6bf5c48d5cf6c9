package org.millrace.contract;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compiles the schemas of one contract's folder. A {@code $ref} reaches the folder's own files and
 * the standard's meta-schema; nothing is ever fetched.
 */
public final class ContractSchemas {

  private static final String BASE = "contract:/";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Compiled once: it is the same for all, and takes longer than most contracts. */
  private static final Schema META =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private final Map<String, String> files;
  private final SchemaRegistry registry;

  /**
   * @param files the folder's JSON files by name
   */
  public ContractSchemas(Map<String, String> files) {
    this.files = Map.copyOf(files);
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .preloadSchema(true)
            .regularExpressionFactory(BoundedPattern::of)
            .build();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemaLoader(
                        loader ->
                            loader
                                .fetchRemoteResources(false)
                                .resourceLoaders(
                                    resources -> resources.add(iri -> resource(iri)))));
  }

  /**
   * Compiles one file of the folder.
   *
   * @throws InvalidSchemaException if it is no valid schema, with the reason for a person
   */
  public ContractSchema compile(String file) throws InvalidSchemaException {
    try {
      JsonNode node = MAPPER.readTree(files.getOrDefault(file, ""));
      if (!node.isObject() && !node.isBoolean()) {
        throw new InvalidSchemaException("a schema is a JSON object");
      }
      checkReferences(node, 0);
      checkAgainstMetaSchema(node);
      Schema schema = registry.getSchema(SchemaLocation.of(BASE + file), node);
      schema.initializeValidators();
      return new CompiledSchema(schema, node);
    } catch (JacksonException e) {
      throw new InvalidSchemaException("this is no JSON: " + e.getOriginalMessage() + at(e));
    } catch (SchemaException e) {
      throw new InvalidSchemaException("the schema is not valid: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("the schema is nested too deeply");
    } catch (RuntimeException e) {
      throw new InvalidSchemaException("the schema cannot be compiled: " + e.getMessage());
    }
  }

  private static String at(JacksonException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private void checkReferences(JsonNode node, int depth) throws InvalidSchemaException {
    if (depth > 200) {
      throw new InvalidSchemaException("the schema is nested too deeply");
    }
    for (String keyword : new String[] {"$ref", "$dynamicRef"}) {
      JsonNode reference = node.get(keyword);
      if (reference != null && reference.isString() && !isLocal(reference.stringValue())) {
        throw new InvalidSchemaException(
            "`"
                + keyword
                + ": "
                + reference.stringValue()
                + "` leaves the contract's folder; copy the file into the folder");
      }
    }
    for (JsonNode child : node) {
      checkReferences(child, depth + 1);
    }
  }

  private boolean isLocal(String reference) {
    int hash = reference.indexOf('#');
    String file = hash < 0 ? reference : reference.substring(0, hash);
    return file.isEmpty() || files.containsKey(file);
  }

  private void checkAgainstMetaSchema(JsonNode node) throws InvalidSchemaException {
    var errors = META.validate(node);
    if (!errors.isEmpty()) {
      var first = errors.getFirst();
      throw new InvalidSchemaException(
          "at " + first.getInstanceLocation() + ": " + first.getMessage());
    }
  }

  private com.networknt.schema.resource.@org.jspecify.annotations.Nullable InputStreamSource
      resource(AbsoluteIri iri) {
    String text = files.get(iri.toString().replace(BASE, ""));
    return text == null
        ? null
        : () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
