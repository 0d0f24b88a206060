/// What the own node's database holds, how neighbours share it, and changes of own records.
///
/// What is shown belongs to the `ui-records` thread ([org.resilientswarm.ui.database.RecordLog],
/// [org.resilientswarm.ui.database.RecordWork]); the view model gets immutable pictures of it.
package org.resilientswarm.ui.database;
