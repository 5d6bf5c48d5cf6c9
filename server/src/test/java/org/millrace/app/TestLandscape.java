package org.millrace.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The landscape of the acceptance tests: a MES confirms production to a {@link TestErp}. */
final class TestLandscape {

  static final String ENVIRONMENT = "test";
  static final String OPERATION = "confirm-production";

  private TestLandscape() {}

  /**
   * Writes it, or another version of it over the first.
   *
   * @param mapping shows in every posting by which version's mapping it was made
   * @param timeout of a request to the ERP
   */
  static Path write(Path folder, TestErp erp, String mapping, Duration timeout) throws IOException {
    put(folder, "landscape.yaml", "landscape: acceptance\n");
    put(folder, "environments/test.yaml", "values: {erp.url: \"" + erp.address() + "\"}\n");
    put(folder, "systems/mes.yaml", "system: mes\nkind: MES\nadapter: none\n");
    put(
        folder,
        "systems/erp.yaml",
        """
        system: erp
        kind: ERP
        adapter: http
        destinations: [127.0.0.1]
        connection: {url: "${erp.url}"}
        limits: {concurrency: 4, timeout: %s}
        retry: {first: PT0.2S, longest: PT1S}
        breaker: {open: PT1S}
        settle: PT0.5S
        operations:
          post-confirmation:
            probe: find-confirmation
            path: /confirmations
            reference: response.document
          find-confirmation:
            path: /confirmations
            query: {reference: "{$reference}"}
            found: $count(response.documents) = 1
            absent: $type(response.documents) = "array" and $count(response.documents) = 0
            reference: response.documents[0]
        failures:
          - when: error.code = "inactive-item"
            is: business-rule
            code: inactive-item
            release-on: {event: item.activated, about: order}
        """
            .formatted(timeout));
    put(
        folder,
        "contracts/production-confirmation/contract.yaml",
        "contract: production-confirmation\n");
    put(
        folder,
        "contracts/production-confirmation/1.0.0.schema.json",
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "required": ["order", "number", "quantity"], "additionalProperties": false,
         "properties": {
           "order": {"type": "string", "minLength": 1},
           "number": {"type": "integer", "minimum": 1},
           "quantity": {"type": "integer", "minimum": 1}}}
        """);
    put(
        folder,
        "flows/production-confirmation.yaml",
        """
        flow: production-confirmation
        operation: confirm-production
        accepts: production-confirmation@1
        key: order & "/" & number
        order: {by: order, sequence: number}
        deliver:
          - {to: erp, operation: post-confirmation, map: confirmation-to-erp}
        """);
    put(
        folder,
        "mappings/confirmation-to-erp.jsonata",
        "{\"reference\": order & \"/\" & number, \"quantity\": quantity, \"mappedBy\": \"%s\"}\n"
            .formatted(mapping));
    return folder;
  }

  static Path write(Path folder, TestErp erp) throws IOException {
    return write(folder, erp, "first", Duration.ofSeconds(5));
  }

  /** Writes one file of a landscape. */
  static void put(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** A confirmation; its business key is {@code order/number}. */
  static String confirmation(String order, int number) {
    return confirmation(order, number, 1);
  }

  static String confirmation(String order, int number, int quantity) {
    return "{\"order\": \"%s\", \"number\": %d, \"quantity\": %d}"
        .formatted(order, number, quantity);
  }
}
