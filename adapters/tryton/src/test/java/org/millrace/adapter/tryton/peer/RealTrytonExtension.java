package org.millrace.adapter.tryton.peer;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** One Tryton for the whole test run, put back to its clean copy before each class. */
final class RealTrytonExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(RealTrytonExtension.class);

  /** Either a peer, or the reason why there is none. */
  private record Held(TrytonPeer peer, String unavailable) implements AutoCloseable {
    static Held make() {
      TrytonPeer peer = TrytonPeer.onFreePort();
      return new Held(peer, peer.install());
    }

    @Override
    public void close() {
      if (unavailable.isEmpty()) {
        peer.stop();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Held held =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Held.class, ignored -> Held.make(), Held.class);
    if (!held.unavailable().isEmpty()) {
      String line = "SKIPPED, no real Tryton: " + context.getDisplayName() + ": ";
      System.err.println("\n*** " + line + held.unavailable().strip() + " ***\n");
      if (System.getenv("MILLRACE_REQUIRE_TRYTON") != null) {
        throw new IllegalStateException(held.unavailable());
      }
      throw new TestAbortedException(line + held.unavailable());
    }
    held.peer().reset();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TrytonPeer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Held held = context.getRoot().getStore(NAMESPACE).get(Held.class, Held.class);
    return java.util.Objects.requireNonNull(held).peer();
  }
}
