package org.millrace.adapter.tryton;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A request's body that knows whether its writing has begun: before that moment nothing that Tryton
 * could act upon has left, after it nobody can tell. Refuses to begin too late.
 */
final class OneTimeEntity extends AbstractHttpEntity {

  private final byte[] body;
  private final Deadline deadline;
  private volatile boolean begun;

  OneTimeEntity(String json, Deadline deadline) {
    super(ContentType.APPLICATION_JSON.withCharset((java.nio.charset.Charset) null), null);
    this.body = json.getBytes(StandardCharsets.UTF_8);
    this.deadline = deadline;
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (begun) {
      throw new IOException("the request was to be sent a second time");
    }
    if (!deadline.mayBegin()) {
      throw new IOException("connecting took too long");
    }
    begun = true;
    out.write(body);
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public long getContentLength() {
    return body.length;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public void close() {}
}
