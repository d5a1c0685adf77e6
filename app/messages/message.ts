import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type { MailContent } from './mail/mail_content.js'
import type { Recipient } from './mail/recipient.js'
import type { KnownValues } from '#formats/words/variables'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import type Notification from '#models/notifications/notification'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import type { Saying } from '#models/notifications/notification'
import type { WebhookEvent } from '#models/webhooks/webhook_event'

/** What members choose to be told of, or not, in the order in which they are asked. */
export const STAFF_EVENTS = [
  ...(['requested', 'expired', 'booked', 'moved', 'reassigned', 'cancelled', 'reply'] as const),
  ...(['enquiry', 'call', 'unplanned', 'undelivered'] as const),
]
export type StaffEvent = (typeof STAFF_EVENTS)[number]

/**
 * Who of a business is told: owners and admins; with them the host, or every host, of a booking, and
 * who gave it until now; only who gave it until now; those whose calendars have it from a mail, by mail;
 * or the user whose account it is about.
 */
export type StaffAudience =
  'in_charge' | 'host' | 'every_host' | 'former_host' | 'in_calendar' | 'themselves'

/**
 * One thing that happened: whom it is for, when it no longer holds, and how each channel says it. It
 * goes to them on the channels for which it has words, and on no other.
 */
export interface Message<About = unknown, Type extends string = string> {
  type: Type
  /** None where it is only shown on screen. */
  subject?: Subject<About>
  staff?: StaffAudience
  /** The same where a whole session moves or is called off, which nobody needs to hear for each place. */
  staffOfSession?: StaffAudience
  /** What a member switches off who does not want it; none where everybody needs it. */
  event?: StaffEvent
  /** Why it no longer holds; null while it does. */
  reasonToDrop?(about: About, notification: Notification, now: DateTime): string | null
  /** Until when it waits, so as not to disturb. */
  heldUntil?(about: About, now: DateTime): Promise<DateTime | null>
  /** Adds what is made only for the one mail that goes out. */
  complete?(about: About): Promise<About>
  mail?: { client?: MailTo<About>; staff?: MailTo<About> }
  /** By SMS, to whoever agreed to that; where the client has an address, of reminders alone. */
  sms?: TextToClient<About>
  inApp?: InApp
  /** To each browser in which somebody of the business switched that on. */
  push?: PushToStaff<About>
  /** What the business's own systems are told; of a booking, by how often it was changed before. */
  webhook?: WebhookEvent | ((calendarSequence: number) => WebhookEvent)
  /** What is owed once its mail is sent. */
  onceSent?: Message
}

export interface MailTo<About> {
  content(about: About, to: Recipient): MailContent
  samples: [Sample<About>, ...Sample<About>[]]
}

export interface Sample<About> {
  title: string
  about: About
  /** Who of the business gets it, where that is not its owner. */
  to?: Member
}

export interface TextToClient<About> {
  says(about: About, to: Recipient): string
  /** Until when it waits where it does not follow from what its client just did. */
  heldUntil(about: About, now: DateTime): Promise<DateTime | null>
  samples: [Sample<About>, ...Sample<About>[]]
}

export interface InApp {
  says(notification: Notification, t: (key: string, values?: object) => string): string
  leadsTo(notification: Notification): Page | null
  /** SQL: it asks for an answer, and counts as unread only while this holds. */
  asksWhile?: string
}

export interface PushToStaff<About> {
  says(about: About, to: Recipient): PushWords
  samples: [Sample<About>, ...Sample<About>[]]
}

/** What a locked screen shows: no name of a client is in it. */
export interface PushWords {
  title: string
  body: string
  /** Where it leads, below our address. */
  path: string
  /** What it is about: of two, the later stays. */
  topic: string
}

/** A page of the owner's side, by its route's name. */
export interface Page {
  route: string
  id?: number
  part?: string
}

/** What messages are about, whatever they say of it. */
export interface Subject<About> {
  /** Of it only what decides whether a message still holds; null when it is gone. */
  find(notification: Notification, now: DateTime, client: QueryClient): Promise<About | null>
  /** Read afresh; null when it is gone, or whoever was to be told. */
  load(notification: Notification, now: DateTime): Promise<Loaded<About> | null>
  /** @param member who, or which of its addresses, is told of the business; null for the client */
  recipient(about: About, member: Member | null, now: DateTime): Recipient
  /** What a business may name in its own words for it; what is not known is missing or empty. */
  known?(about: About, to: Recipient): KnownValues
  /** The sample as it would be for a business, or as something that it has. */
  sampleOf?(sample: About, of: SampleParts): About
}

/** Whose sample it is, and in which language it is told. */
export interface SampleParts {
  now: DateTime
  business: Business
  language: string
  service: Service | null
  host: Host | null
  /** One that was really made; it is changed, and never saved. */
  booking: Booking | null
}

/** Or an address of the business, which is nobody's account. */
export interface Member {
  id: number | null
  fullName: string
  email: string
  locale?: string | null
  timeZone?: string | null
  /** Where whoever reads that address stops its mails. */
  stopLink?: string
}

export interface Loaded<About = unknown> {
  about: About
  member: Member | null
  /** The number that the client agreed to be texted at (E.164), where they did. */
  textsTo?: string | null
  /** Another message than was owed, where that follows from what its recipient was told before. */
  type?: string
  /** Why there is nothing to say after that. */
  reason?: string
  thread: Thread
  /** From when on there is no use in it. */
  endsAt: DateTime | null
  /** How the bookings stand of which it speaks. */
  bookings: Saying['bookings'] | null
}

/** What a mail's Message-ID is made of, and the first mail of the same thread. */
export interface Thread {
  name: string
  host: string | null
  version: number | null
  inReplyTo: string | null
}

export function message<About, Type extends string>(
  described: Message<About, Type>
): Message<About, Type> {
  return described
}
