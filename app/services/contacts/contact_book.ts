import type { CalendarAccess } from '#services/calendars/calendar_provider'

export interface OutsidePerson {
  name: string
  /** As they stand there. */
  emails: string[]
  phones: string[]
}

/** The people of an account. Plain data in and out; troubles are thrown as CalendarTrouble. */
export interface ContactBook {
  /** Whose name or address begins as it was typed; ten at most. */
  search(access: CalendarAccess, typed: string): Promise<OutsidePerson[]>
  /** All of them, to know who is there. */
  list(access: CalendarAccess): Promise<OutsidePerson[]>
  add(access: CalendarAccess, person: OutsidePerson): Promise<void>
}
