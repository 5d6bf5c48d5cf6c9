package org.millrace.api;

import org.millrace.access.Right;

/** Who may make a call. */
sealed interface Guard {

  /** Anybody. */
  record Open() implements Guard {}

  /** Anybody who is known. */
  record Known() implements Guard {}

  /** Who has a right. */
  record Needs(Right right) implements Guard {}

  /** Who may post the operation that the address names first. */
  record PostsOperation() implements Guard {}

  /** The system of a channel, by its signature or its key; the endpoint knows which. */
  record ChannelSender() implements Guard {}

  /** Who has the right {@code metrics}, or calls from a listed address. */
  record MetricsScraper() implements Guard {}

  /** The form in the approval file. */
  default String label() {
    return switch (this) {
      case Open open -> "open";
      case Known known -> "known caller";
      case Needs needs -> needs.right().label();
      case PostsOperation posts -> "post:{operation}";
      case ChannelSender sender -> "the channel's system";
      case MetricsScraper scraper -> "metrics, or a listed address";
    };
  }
}
