package org.millrace.plant.ledger;

import java.math.BigDecimal;

/** A change of stock by an effect: positive into the store, negative out of it. */
public record Movement(String material, BigDecimal quantity) {}
