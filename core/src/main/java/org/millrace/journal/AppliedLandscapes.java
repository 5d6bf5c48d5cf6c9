package org.millrace.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.millrace.landscape.AppliedLandscape;
import org.millrace.landscape.LandscapeCatalog;
import org.millrace.landscape.LandscapeLoader;
import org.millrace.landscape.LandscapeSource;
import org.millrace.landscape.LoadResult;
import org.millrace.landscape.Problem;
import org.millrace.landscape.Problems;
import org.millrace.landscape.SourceArchive;
import org.millrace.message.Actor;

/**
 * The landscapes of this journal: the one in force, and earlier ones as messages in flight need
 * them. Applying is all or nothing. Thread-safe.
 */
public final class AppliedLandscapes implements LandscapeCatalog {

  private final LandscapeVersions versions;
  private final LandscapeLoader loader;
  private final Map<Integer, AppliedLandscape> loaded = new ConcurrentHashMap<>();
  private volatile AppliedLandscape current;
  private volatile Consumer<AppliedLandscape> listener = applied -> {};

  private AppliedLandscapes(
      LandscapeVersions versions, LandscapeLoader loader, AppliedLandscape current) {
    this.versions = versions;
    this.loader = loader;
    this.current = current;
    loaded.put(current.version(), current);
  }

  /** What became of an application. */
  public sealed interface Result {

    /**
     * It is in force.
     *
     * @param changed false if the very same was in force already
     */
    record Applied(int version, boolean changed) implements Result {}

    /** Nothing changed. */
    record Refused(List<Problem> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Opens the catalog with a landscape to put in force.
   *
   * @return the catalog, or nothing if the landscape was refused; the problems are then in {@code
   *     problems}
   */
  public static Optional<AppliedLandscapes> open(
      LandscapeVersions versions,
      LandscapeLoader loader,
      LandscapeSource source,
      String environment,
      Actor actor,
      Problems problems) {
    return switch (loader.load(source, environment, problems)) {
      case LoadResult.Refused ignored -> Optional.empty();
      case LoadResult.Loaded result -> {
        Optional<LandscapeVersions.Version> latest = versions.latest();
        boolean same =
            latest.isPresent()
                && latest.get().digest().equals(source.digest())
                && latest.get().environment().equals(environment);
        int number =
            same
                ? latest.get().number()
                : versions.add(
                    result.landscape().name(),
                    environment,
                    source.digest(),
                    SourceArchive.write(source),
                    actor);
        yield Optional.of(
            new AppliedLandscapes(
                versions, loader, new AppliedLandscape(number, result.landscape())));
      }
    };
  }

  /** Opens the catalog with the version that was in force last; nothing if there is none. */
  public static Optional<AppliedLandscapes> reopen(
      LandscapeVersions versions, LandscapeLoader loader) {
    return versions
        .latest()
        .map(
            latest ->
                new AppliedLandscapes(versions, loader, read(versions, loader, latest.number())));
  }

  /** Who is told of every landscape that comes into force from now on. */
  public void onApply(Consumer<AppliedLandscape> consumer) {
    listener = consumer;
  }

  /** Puts a landscape in force for the environment of the one before. */
  public synchronized Result apply(LandscapeSource source, Actor actor, Problems problems) {
    String environment = current.landscape().environment();
    return switch (loader.load(source, environment, problems)) {
      case LoadResult.Refused refused -> new Result.Refused(refused.problems());
      case LoadResult.Loaded result -> {
        Optional<LandscapeVersions.Version> latest = versions.latest();
        if (latest.isPresent() && latest.get().digest().equals(source.digest())) {
          yield new Result.Applied(latest.get().number(), false);
        }
        int number =
            versions.add(
                result.landscape().name(),
                environment,
                source.digest(),
                SourceArchive.write(source),
                actor);
        current = new AppliedLandscape(number, result.landscape());
        loaded.put(number, current);
        listener.accept(current);
        yield new Result.Applied(number, true);
      }
    };
  }

  @Override
  public AppliedLandscape current() {
    return current;
  }

  @Override
  public Optional<AppliedLandscape> version(int number) {
    AppliedLandscape known = loaded.get(number);
    if (known != null) {
      return Optional.of(known);
    }
    if (versions.files(number).isEmpty()) {
      return Optional.empty();
    }
    AppliedLandscape read = read(versions, loader, number);
    loaded.put(number, read);
    return Optional.of(read);
  }

  /** A version that was applied once was valid; that it cannot be read any more is a fault. */
  private static AppliedLandscape read(
      LandscapeVersions versions, LandscapeLoader loader, int number) {
    LandscapeVersions.Files files = versions.files(number).orElseThrow();
    Problems problems = new Problems();
    LandscapeSource source = SourceArchive.read(files.zip(), problems);
    return switch (loader.load(source, files.environment(), problems)) {
      case LoadResult.Loaded result -> new AppliedLandscape(number, result.landscape());
      case LoadResult.Refused refused ->
          throw new IllegalStateException(
              "landscape version "
                  + number
                  + " was applied once and cannot be read any more: "
                  + refused.problems().getFirst());
    };
  }
}
