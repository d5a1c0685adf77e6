import type Membership from '#models/accounts/membership'
import { ROLES } from '#models/accounts/membership'
import Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { pagesLeft } from '#pages/owner/people/pages_left'
import { comingWith } from '#queries/people/coming_with'
import { teamPagesWith } from '#queries/people/team_pages'
import { emptyForm, type Form } from '#validators/form'

const MOST_SHOWN = 8

export interface MemberForms {
  member: Membership
  form?: Form
  removal?: Form
}

/** With what is booked with them, to be given away before they go. */
export async function memberPage(
  { member, ...page }: MemberForms,
  reader: Membership,
  now: number
) {
  const { businessId, userId } = member
  const hosts = await Host.query().where({ businessId, userId }).orderBy('position').orderBy('id')
  const coming = await comingWith(hosts, now)
  return {
    member,
    hosts,
    coming: coming.slice(0, MOST_SHOWN),
    comingCount: coming.length,
    comingIds: coming.map(({ id }) => id).join(' '),
    roles: ROLES.filter((role) => reader.mayGrant(role)),
    form: page.form ?? emptyForm({ role: member.role, version: versionOf(member.role) }),
    removal: page.removal ?? emptyForm({ bookings: 'end' }),
    teamPages: pagesLeft(await teamPagesWith(businessId, hosts), hosts),
    isSelf: userId === reader.userId,
    now,
  }
}
