import type { InvitedEvent } from './organized.js'
import type { OwnWords } from './own_words.js'

/** Everything a mail says, in the order in which it says it; HTML and text are both made of this. */
export interface MailContent {
  subject: string
  status: { text: string; tone: 'good' | 'wait' | 'stop' }
  heading: string
  /** null where it is about none. */
  time: MailTime | null
  /** What the business says in its own words, before all of ours and after it. */
  opening?: OwnWords | null
  closing?: OwnWords | null
  notice?: string
  quote?: { label: string; text: string; isProse?: boolean } | null
  facts: Fact[]
  agenda?: { heading: string; rows: { time: string; text: string; isThis: boolean }[] }
  button?: Link & { after?: string }
  calendar?: { heading: string; links: Link[] }
  /** What its recipient's calendar is told: the first as an invitation, the others as files. */
  invitations?: InvitedEvent[]
  /** Why it was sent, where that is no booking of theirs. */
  why?: string
  /** Who gets the answers, where that is not the business. */
  answersTo?: { name: string; email: string } | null
  /**
   * To somebody about their own account, or whose address another typed there: what a business calls
   * itself must not speak for it here, so the mail is ours alone.
   */
  isOurs?: boolean
  /** Where its recipient says that they want none of these, or others: on a page, and by one POST. */
  choice?: { link: Link; unsubscribe: string | null }
  /** Whoever reads it shows that the recipient's address is theirs. */
  provesAddress?: boolean
}

export interface MailTime {
  /** "Thursday 15 January 2026", the recipient's day. */
  date: string
  from: string
  to: string
  length: string
  /** "London time (GMT)". */
  zone: string
  /** The same hours where the other side is, when its clock differs. */
  elsewhere: string | null
}

export interface Link {
  label: string
  href: string
}

export interface Fact {
  label: string
  text: string
  link?: Link
  /** Below its link, on a line of its own. */
  note?: string
  isStrong?: boolean
  /** What holds no more: struck through. */
  isOver?: boolean
  /** Whole sentences of the business, which may have links once it is known. */
  isProse?: boolean
}

/** The head and foot that every mail has. */
export interface MailFrame {
  language: string
  direction: 'ltr' | 'rtl'
  comma: string
  /** After a label. */
  colon: string
  businessName: string
  /** The brand's colour where it can be read on light and on dark paper. */
  accent: string
  accentDark: string
  contact: { lead: string; links: Link[] } | null
  why: string
  /** Where whoever reads it says that they want no such mails, or others. */
  stop: Link | null
  /** Where a client sees all their bookings, and what is kept of them. */
  further: Link[]
}
