package org.millrace.plant.http;

/** Answers one call; may block, since every call has a virtual thread of its own. */
@FunctionalInterface
public interface Responder {
  Reply reply(Call call);
}
