package org.millrace.adapter.http;

import java.util.List;
import org.millrace.adapter.Evidence;

/** What a request may show to be let in. */
sealed interface Access {

  /** Headers to send; none if the target asks for none. */
  record Granted(List<HttpField> fields) implements Access {
    public Granted {
      fields = List.copyOf(fields);
    }

    HttpCall in(HttpCall call) {
      HttpCall with = call;
      for (HttpField field : fields) {
        with = with.with(field);
      }
      return with;
    }
  }

  /** There is nothing to show, so nothing is sent. */
  record Denied(Evidence.NotSent evidence) implements Access {}
}
