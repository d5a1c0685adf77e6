import type { HourClock } from '#formats/words/locales'
import { appUrl } from '#config/app'
import { spokenOf } from '#config/languages'
import {
  pagePath,
  preferencesPath,
  type Stoppable,
  stopPath,
  timesPath,
  waitlistPath,
  withQuery,
} from '#formats/pages/addresses'
import type AddressChange from '#models/accounts/address_change'
import type Booking from '#models/bookings/booking'
import type Erasure from '#models/privacy/erasure'
import type InboxAddress from '#models/inboxes/inbox_address'
import type { InboxPurpose } from '#models/inboxes/inbox_address'
import type MoveRequest from '#models/bookings/move_request'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'

export function manageLink(booking: Booking): string {
  return `${appUrl}/manage/${booking.manageToken}`
}

/** Only for the client's own mails: whoever comes by it has proven the address. */
export function provenManageLink(booking: Booking): string {
  return withQuery(manageLink(booking), { as: booking.returnProof })
}

/** Only for the client's own mails: which mails of the business they want. */
export function preferencesLink(booking: Booking): string {
  return appUrl + preferencesPath(booking.preferencesToken)
}

/** For mail programs, which show a button of their own: no sign-in, one POST (RFC 8058). */
export function unsubscribeLink(booking: Booking, what: Stoppable): string {
  return appUrl + stopPath(booking.preferencesToken, what)
}

export function calendarFileLink(booking: Booking): string {
  return `${manageLink(booking)}/calendar.ics`
}

/**
 * With the version that the mail tells of, so that the page can say what has changed since. Nobody
 * knows who reads an address of the business, so its mails lead to where one signs in and decides.
 */
export function decisionLink(booking: Booking, userId: number | null): string {
  if (userId === null) return `${requestsLink()}/${booking.id}`
  const link = `${appUrl}/decide/${booking.decisionTokenFor(userId)}`
  return withQuery(link, { read: booking.version })
}

export function moveDecisionLink(
  move: MoveRequest,
  booking: Booking,
  userId: number | null
): string {
  if (userId === null) return `${appUrl}/admin/moves/${move.id}`
  const link = `${appUrl}/decide/${move.decisionTokenFor(userId)}`
  return withQuery(link, { read: move.versionOf(booking) })
}

/** Through the link that the booking came by, while that takes bookings; needs that link loaded. */
export function againPath({ business, service, link }: Booking): string {
  const isOpen = link?.isActive ?? false
  return timesPath(business, { slug: service.slug, link: isOpen ? { token: link.token } : null })
}

interface Chosen {
  clientLocale: string
  clientClock?: HourClock | null
}

/** A page that knows of no booking opens in the language and clock of the mail all the same. */
function asReadBy({ clientLocale, clientClock = null }: Chosen) {
  return { lang: spokenOf([clientLocale]), clock: clientClock }
}

export function otherTimesLink(booking: Booking): string {
  return appUrl + withQuery(againPath(booking), { as: booking.returnProof, ...asReadBy(booking) })
}

export function timesNearLink(booking: Booking): string {
  const date = booking.startsAt.setZone(booking.business.timeZone).toISODate()
  return (
    appUrl + withQuery(againPath(booking), { date, as: booking.returnProof, ...asReadBy(booking) })
  )
}

/** Only for the client's own mails: whoever comes by it has proven the address. */
export function moveLink(booking: Booking): string {
  return withQuery(`${manageLink(booking)}/move`, { as: booking.returnProof })
}

export function waitlistLink(entry: WaitlistEntry): string {
  return appUrl + waitlistPath(entry.token)
}

/** Opens the page where they say no, or leave the list; nothing happens before they do. */
export function waitlistLeavingLink(entry: WaitlistEntry): string {
  return `${waitlistLink(entry)}#leave`
}

/** The business's page, where the service is on it no more. */
export function otherTimesThanWaitedFor(entry: WaitlistEntry): string {
  const { business, service, startsAt } = entry
  if (!service.isActive) return appUrl + withQuery(pagePath(business), asReadBy(entry))
  const date = startsAt?.setZone(business.timeZone).toISODate() ?? undefined
  return appUrl + withQuery(timesPath(business, service), { date, ...asReadBy(entry) })
}

export function proofLink(token: string): string {
  return `${appUrl}/account/address/${token}`
}

export function addressChangeLink({ confirmToken }: AddressChange): string {
  return `${appUrl}/account/new-address/${confirmToken}`
}

export function addressKeepingLink({ stopToken }: AddressChange): string {
  return `${appUrl}/account/former-address/${stopToken}`
}

export function inboxProofLink(inbox: InboxAddress, purpose: InboxPurpose): string {
  return `${appUrl}/mail/address/${inbox.proofTokenFor(purpose)}`
}

export function inboxStopLink({ stopToken }: InboxAddress): string {
  return `${appUrl}/mail/stop/${stopToken}`
}

export function passwordResetLink(token: string): string {
  return `${appUrl}/reset-password/${token}`
}

/** In the language in which it was asked for. */
export function portalSignInLink(token: string, language: string): string {
  return withQuery(`${appUrl}/portal/sign-in/${token}`, { lang: language })
}

export function invitationLink(token: string): string {
  return `${appUrl}/invitations/${token}`
}

export function oneTimeLink(token: string): string {
  return appUrl + timesPath({ slug: '' }, { slug: '', link: { token } })
}

export function signInLink(): string {
  return `${appUrl}/sign-in`
}

export function forgottenPasswordLink(): string {
  return `${appUrl}/forgot-password`
}

export function todayLink(): string {
  return `${appUrl}/admin`
}

export function requestsLink(): string {
  return `${appUrl}/admin/requests`
}

export function deliveryLink(): string {
  return `${appUrl}/admin/delivery`
}

/** Where a member says what they are told of. */
export function choiceLink(): string {
  return `${appUrl}/admin/notifications/choice`
}

/** Without signing in, and for mail programs, which post there by a button of their own (RFC 8058). */
export function digestStopLink(token: string): string {
  return `${appUrl}/mail/digest/${token}`
}

export function enquiriesLink(): string {
  return `${appUrl}/admin/enquiries`
}

export function adminBookingLink(booking: Booking): string {
  return `${appUrl}/admin/bookings/${booking.id}`
}

export function calendarsLink(): string {
  return `${appUrl}/admin/calendars`
}

export function calcomLink(): string {
  return `${appUrl}/admin/settings/calcom`
}

export function webhookLink({ id }: WebhookEndpoint): string {
  return `${appUrl}/admin/settings/webhooks/${id}`
}

export function erasureLink({ id }: Erasure): string {
  return `${appUrl}/admin/erasures/${id}`
}
