package org.millrace.adapter.tryton;

import java.util.List;
import java.util.Optional;

/** A declared operation, compiled. */
sealed interface Operation {

  List<Step> steps();

  /**
   * Brings a document into Tryton.
   *
   * @param resumes whether the steps look first, so that running them again finishes what an
   *     earlier run began; without it, a run that stops after its first change is in doubt
   * @param onRejection run when a step was refused, to give back what was reserved
   * @param left a sentence that says what a refused operation has left in Tryton
   * @param result the answer's document, on which the flow's {@code confirmed-when} works
   * @param reference the number of the document in Tryton
   * @param confirmedWarnings names of warnings that are confirmed without asking; a final {@code *}
   *     stands for any rest
   */
  record Posting(
      List<Step> steps,
      boolean resumes,
      List<Step> onRejection,
      Optional<Formula> left,
      Formula result,
      Optional<Formula> reference,
      List<String> confirmedWarnings)
      implements Operation {

    public Posting {
      steps = List.copyOf(steps);
      onRejection = List.copyOf(onRejection);
      confirmedWarnings = List.copyOf(confirmedWarnings);
    }

    boolean confirms(String warning) {
      return confirmedWarnings.stream()
          .anyMatch(
              name ->
                  name.endsWith("*")
                      ? warning.startsWith(name.substring(0, name.length() - 1))
                      : warning.equals(name));
    }
  }

  /**
   * Asks whether a document has arrived.
   *
   * @param found the whole effect is there
   * @param absent it is not, and sending again is right: nothing is there, or what an operation
   *     that resumes has left half-done
   * @param sameContent whether what was found says the same; nothing declared means that it does
   * @param difference a sentence that says what is different
   */
  record Question(
      List<Step> steps,
      Formula found,
      Formula absent,
      Optional<Formula> sameContent,
      Optional<Formula> difference,
      Formula result,
      Optional<Formula> reference)
      implements Operation {

    public Question {
      steps = List.copyOf(steps);
    }
  }
}
