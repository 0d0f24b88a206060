package org.resilientswarm.core.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// By which name the methods of an interface are called over the swarm.
///
/// Without it, a method is called by the simple name of the interface, a dot and its own name, as
/// in `Library.search`. On an interface, the annotation gives what stands before the dot; empty, it
/// takes the dot away, too. On a method it gives what stands behind. An inherited method goes by
/// the name of the interface that is offered.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface MethodName {
    /// The name.
    ///
    /// @return without control characters
    String value();
}
