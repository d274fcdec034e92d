package dev.headroom.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a record of {@link ScenarioFile} stands in the file, where it is not a plain mapping. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Form {

  /** Whether it is written as a list of its components' values. */
  boolean isTuple() default false;

  /** The component that a single value stands for; empty if there must be a mapping. */
  String shorthand() default "";

  /** Keys of which exactly one must be there. */
  String[] exactlyOneOf() default {};

  /** Keys that are planned and refused until then. */
  String[] notYet() default {};
}
