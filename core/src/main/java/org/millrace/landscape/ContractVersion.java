package org.millrace.landscape;

import org.millrace.contract.ContractSchema;

/**
 * One version of a contract.
 *
 * @param contract name of the contract
 * @param version semantic version, such as {@code 2.1.0}
 * @param schema the compiled JSON Schema
 */
public record ContractVersion(String contract, String version, ContractSchema schema) {

  /** The form {@code production-confirmation@2.1.0}. */
  public String label() {
    return contract + "@" + version;
  }
}
