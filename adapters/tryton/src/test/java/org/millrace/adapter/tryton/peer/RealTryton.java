package org.millrace.adapter.tryton.peer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need a real Tryton and get it as a parameter of type {@link TrytonPeer},
 * freshly provisioned for the class. Where Tryton cannot be installed they are skipped, loudly;
 * with the environment variable {@code MILLRACE_REQUIRE_TRYTON} set they fail instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("tryton")
@ExtendWith(RealTrytonExtension.class)
public @interface RealTryton {}
