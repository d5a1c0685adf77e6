import type { DateTime } from 'luxon'
import { zoneChoices } from '#formats/words/choices'
import type Invitation from '#models/accounts/invitation'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { pagesLeft } from '#pages/owner/people/pages_left'
import { countLeftWith } from '#queries/availability/left_with_host'
import type { Preview } from '#queries/availability/preview_change'
import { membersOf } from '#queries/people/members'
import { teamPagesWith } from '#queries/people/team_pages'
import { unansweredInvitations } from '#queries/people/unanswered_invitations'
import { emptyForm, type Form } from '#validators/form'
import { ruleRows, typedRules } from '#validators/rule_form'

export interface Person {
  host: Host
  form?: Form
  preview?: Preview
  telling?: { bookings: number; unreachable: number } | 'busy' | null
  servicesForm?: Form
  servicesPreview?: Preview
  userForm?: Form
  /** Parts that were sent along with the one that is saved. */
  unsaved?: readonly string[]
  done?: string
  /** Services that what was chosen does not go with. */
  refusedBy?: { id: number; name: string }[]
}

/** Needs the host's hours and services loaded. */
export async function personPage(business: Business, page: Person, now: DateTime) {
  const { host } = page
  const services = await business.related('services').query().orderBy('position').orderBy('id')
  return {
    host,
    now,
    services,
    members: await membersOf(business.id),
    week: host.availabilityRules.map(({ range }) => range),
    form: page.form ?? emptyForm({ ...typedHost(host), version: hostVersion(host) }),
    preview: page.preview,
    telling: page.telling ?? null,
    refusedBy: page.refusedBy ?? [],
    unsaved: page.unsaved ?? [],
    done: page.done,
    parts: [
      'about',
      ...(services.length > 0 ? ['services'] : []),
      ...(host.kind === 'person' || host.userId !== null ? ['user'] : []),
    ],
    servicesPreview: page.servicesPreview,
    servicesForm:
      page.servicesForm ?? emptyForm({ ...typedServices(host), version: servicesVersion(host) }),
    userForm: page.userForm ?? emptyForm({ ...typedUser(host), version: versionOf(host.userId) }),
    zones: zoneChoices(host.timeZone),
    ruleRows: ruleRows('host'),
    invitation: host.userId === null ? await invitationTo(host) : null,
    teamPages: host.isActive ? [] : pagesLeft(await teamPagesWith(business.id, [host]), [host]),
    leftCount: host.isActive ? 0 : await countLeftWith(business.id, host.id, now),
  }
}

async function invitationTo({ businessId, id }: Host): Promise<Invitation | null> {
  const invitations = await unansweredInvitations(businessId)
  return invitations.find(({ hostId }) => hostId === id) ?? null
}

export function typedHost(host: Host): Record<string, string> {
  return {
    ...typedRules('host', host),
    kind: host.kind,
    name: host.name,
    meeting_link: host.meetingLink ?? '',
    time_zone: host.timeZone,
  }
}

export function hostVersion(host: Host): string {
  return versionOf(host.content)
}

export function typedServices({ services }: Host): Record<string, string> {
  return chosenServices(services.map(({ id }) => id))
}

export function chosenServices(ids: number[]): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [`service_${id}`, 'on']))
}

export function servicesVersion({ services }: Host): string {
  return versionOf(services.map(({ id }) => id).toSorted((one, other) => one - other))
}

export function typedUser({ userId }: Host): Record<string, string> {
  return { user: String(userId ?? '') }
}
