package dev.headroom.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What people read about a key of the scenario file, and what its value must be beyond its type.
 * Reader, schema and reference are all made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@interface Key {

  /** What the key says, as a sentence without full stop. */
  String value();

  /** What holds without the key, for people; empty where that says nothing. */
  String defaults() default "";

  /** A value, as it stands in a file. */
  String example() default "";

  /** Whether the mapping is unusable without the key. */
  boolean required() default false;

  /** Whether a list or mapping needs an element. */
  boolean isFilled() default false;

  /** The lowest value, as written in a file; empty for none. */
  String min() default "";

  /** The highest value, as written in a file; empty for none. */
  String max() default "";

  /** A pattern of values that are planned and refused until then; empty for none. */
  String notYet() default "";
}
