/** Nothing else names the tables of the history, the audit and its chain. */
export { type AuditEntry, auditOf, recordAudit } from './audit.js'
export { auditList, auditRows } from './audit_list.js'
export { AUDIT_BATCH, auditHead, linkAudit } from './audit_chain.js'
export { AUDIT_TEXT, type AuditLink, FIRST_HASH, hashAfter } from './audit_text.js'
export {
  type BookingChange,
  changeParameters,
  hasSeen,
  MOVED_FROM,
  RECORD_OF_NEW,
  recordChange,
  recordReworded,
  timeOf,
} from './booking_changes.js'
export {
  CHANGES_OF_MEMBERS,
  type ClientChange,
  clientChanges,
  EVENTS_OF_MEMBERS,
} from './client_events.js'
export { forgetWords } from './forget_words.js'
export { earlierEntry, type EarlierEntry, earlierSettings } from './earlier_settings.js'
export { withKeptValues } from './kept_values.js'
export { type AuditedForm, lastEntry } from './last_entry.js'
export { recordPictureChange } from './picture_changes.js'
export { recordSessionChange } from './session_changes.js'
export {
  type Changes,
  changesOf,
  contentBefore,
  recordSettingsChange,
  saveSettings,
} from './settings_changes.js'
export { WAS_LAST_MOVED } from './last_moved.js'
