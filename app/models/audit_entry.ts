import type { Actor } from '#models/bookings/booking_event'

/** What entries are about. */
export const AUDIT_SUBJECTS = [
  'booking',
  'client',
  'group_session',
  'session_series',
  'service',
  'host',
  'team_page',
  'block',
  'booking_link',
  'booking_template',
  'one_time_link',
  'booking_settings',
  'business',
  'notification',
  'written_message',
  'message_text',
  'enquiry',
  'user',
  'invitation',
  'inbox_address',
  'api_key',
  'webhook_endpoint',
  'calendar_connection',
  'calcom_bridge',
  'waitlist_entry',
  'client_preference',
  'privacy_settings',
] as const

export type AuditSubject = (typeof AUDIT_SUBJECTS)[number]

/** Others are undone in the form that holds them. */
export function isUndoneWhole(action: string): boolean {
  const isOne = action === 'services.ordered' || action === 'booking_link.updated'
  return isOne || action.startsWith('date_overrides.')
}

export interface AuditFilters {
  about?: AuditSubject
  id?: number
  userId?: number
  actor?: Actor
  from?: Date
  /** Not included. */
  until?: Date
}

export interface AuditRow {
  id: number
  actor: Actor
  who: string | null
  /** Of the key with which a program did it as them. */
  key_name: string | null
  action: string
  subject_type: string
  subject_id: number
  /** Null where it has none, or is gone. */
  subject_name: string | null
  /** Of bookings and sessions. */
  subject_starts_at: Date | null
  changes: Record<string, unknown>
  created_at: Date
  /** Whether it is kept how things were before. */
  can_be_undone: boolean
  /** Where it is about somebody who belongs to the team. */
  member_id: number | null
}

export interface EarlierSettings {
  action: string
  content: Record<string, unknown>
  /** As it was before the next change of the same kind, so after this one; null where none followed. */
  next: Record<string, unknown> | null
  /** Who changed them, and when. */
  who: string | null
  at: Date
}

export interface UndoneEntry extends Pick<AuditRow, 'id' | 'action' | 'subject_id' | 'changes'> {
  content: Record<string, unknown>
}
