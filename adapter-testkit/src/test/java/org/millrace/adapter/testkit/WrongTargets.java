package org.millrace.adapter.testkit;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.millrace.adapter.Evidence;
import org.millrace.adapter.Exchange;
import org.millrace.adapter.Outbound;
import org.millrace.adapter.Outcome;
import org.millrace.adapter.ProbeAnswer;
import org.millrace.adapter.Target;
import org.millrace.adapter.TargetContext;

/** Targets with one fault each, as suites that must fail; not run as tests by themselves. */
final class WrongTargets {

  private WrongTargets() {}

  static final class PostsTwiceSilently extends SocketSubject {
    /** The old client's idle connections outlive the target, which the suite would not forgive. */
    @Override
    public Bytes success(Received request) {
      return HttpAnswers.answer(
          200, "application/json", successBody(request), "Connection: close\r\n");
    }

    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new UrlConnectionTarget(peer, context);
    }
  }

  static final class TakesSilenceForNotSent extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected Evidence broken(String detail) {
          return new Evidence.NotSent("timeout", detail, true);
        }
      };
    }
  }

  static final class TakesTheEndForSuccess extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected Evidence broken(String detail) {
          return detail.contains("the answer ended")
              ? new Evidence.Accepted(Optional.empty())
              : super.broken(detail);
        }
      };
    }
  }

  static final class TriesAgainBlindly extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        public Outcome send(Outbound outbound) {
          Outcome first = super.send(outbound);
          return first.evidence() instanceof Evidence.Unknown ? super.send(outbound) : first;
        }
      };
    }
  }

  static final class SendsTooLate extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        public Outcome send(Outbound late) {
          return super.send(
              new Outbound(
                  late.delivery(),
                  late.operation(),
                  late.content(),
                  late.token(),
                  late.reference(),
                  late.correlationId(),
                  late.traceparent(),
                  late.answerBefore(),
                  late.answerBefore()));
        }
      };
    }
  }

  static final class WaitsTooLong extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected long deadline(Outbound outbound) {
          return outbound.answerBefore() + TimeUnit.SECONDS.toNanos(3);
        }
      };
    }
  }

  static final class BelievesEverySuccess extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected Evidence evidence(HttpReader reader) {
          return reader.status() / 100 == 2
              ? new Evidence.Accepted(Optional.empty())
              : super.evidence(reader);
        }
      };
    }
  }

  static final class TakesServerErrorsForNotProcessed extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected Evidence evidence(HttpReader reader) {
          return reader.status() >= 500
              ? new Evidence.NotProcessed("error", "the server failed", Optional.empty())
              : super.evidence(reader);
        }
      };
    }
  }

  static final class TellsTheSecret extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected String redacted(String text, String secret) {
          return text;
        }
      };
    }
  }

  static final class KeepsEverything extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        public Outcome send(Outbound outbound) {
          Outcome outcome = super.send(outbound);
          Exchange cut = outcome.exchange();
          return new Outcome(
              outcome.evidence(),
              new Exchange(
                  outbound.content().toString(),
                  cut.response(),
                  cut.status(),
                  cut.took(),
                  cut.facts()));
        }
      };
    }
  }

  static final class ReadsEverything extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        protected HttpReader reader() {
          return new HttpReader(Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
      };
    }
  }

  static final class ConnectsAnywhere extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(
          peer,
          new TargetContext(
              context.credentials(), (host, address) -> true, context.clock(), context.nanoTime()));
    }
  }

  static final class MixesThreadsUp extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        private volatile Outbound current = trial.outbound("none", Trial.AMPLE);

        @Override
        public Outcome send(Outbound outbound) {
          current = outbound;
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
          return super.send(current);
        }
      };
    }
  }

  static final class ThrowsOnceClosed extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        private volatile boolean over;

        @Override
        public Outcome send(Outbound outbound) {
          if (over) {
            throw new IllegalStateException("closed");
          }
          return super.send(outbound);
        }

        @Override
        public void close() {
          over = true;
        }
      };
    }
  }

  static final class TakesErrorsForAbsence extends SocketSubject {
    @Override
    public Target connect(InetSocketAddress peer, TargetContext context) {
      return new SocketTarget(peer, context) {
        @Override
        public ProbeAnswer probe(Outbound outbound) {
          return new ProbeAnswer.Absent(send(outbound).exchange());
        }
      };
    }
  }
}
