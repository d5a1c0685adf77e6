import { senderAddress } from '#config/mail'
import { isSameAddress, isSendable } from '#formats/contacts/mail_address'
import { unlinked } from '#formats/contacts/unlinked'
import type Business from '#models/settings/business'
import type { CalendarEvent, CalendarPerson } from '#services/ics'

/** What a calendar is told, before it is known who gets the answers. */
export type InvitedEvent = Omit<CalendarEvent, 'organizer'>

/** @param answersTo where answers to the business's mails go, which are never led to who did not agree */
export function organizerOf({ name }: Business, answersTo: string | null): CalendarPerson {
  const email = answersTo && isSendable(answersTo) ? answersTo : senderAddress
  return { name: unlinked(name), email }
}

/** Nobody is invited by themselves: the organizer's own copy is published (RFC 5546, 3.2.1). */
export function organized(invitation: InvitedEvent, organizer: CalendarPerson): CalendarEvent {
  const { attendee, ...event } = invitation
  if (!attendee || isSameAddress(attendee.email, organizer.email)) {
    return { ...event, organizer, method: 'PUBLISH' }
  }
  return { ...event, organizer, attendee }
}
