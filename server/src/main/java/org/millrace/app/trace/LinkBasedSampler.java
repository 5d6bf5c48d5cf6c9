package org.millrace.app.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Samples a trace that begins with a link as what it links to was sampled: a message is traced from
 * end to end or not at all.
 *
 * @param otherwise decides about spans with a parent, and about traces that begin without a link
 */
record LinkBasedSampler(Sampler otherwise) implements Sampler {

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean begins = !Span.fromContext(parent).getSpanContext().isValid();
    if (begins && !links.isEmpty()) {
      return links.getFirst().getSpanContext().isSampled()
          ? SamplingResult.recordAndSample()
          : SamplingResult.drop();
    }
    return otherwise.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "LinkBased{otherwise=" + otherwise.getDescription() + "}";
  }
}
