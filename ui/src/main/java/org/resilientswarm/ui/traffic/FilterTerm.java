package org.resilientswarm.ui.traffic;

/// One word or term of a filter.
///
/// @param field what it looks at
/// @param value what it looks for, as [FilterField#fits] takes it
/// @param negated whether it must not fit
record FilterTerm(FilterField field, String value, boolean negated) {}
