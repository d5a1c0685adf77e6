import type { DateTime } from 'luxon'
import { withPage } from '#models/availability/host'
import type Business from '#models/settings/business'
import { PERMISSIONS } from '#pages/owner/people/permissions'
import { membersOf } from '#queries/people/members'
import { teamPagesOf } from '#queries/people/team_pages'
import { unansweredInvitations } from '#queries/people/unanswered_invitations'

export async function peoplePage(business: Business, now: DateTime) {
  const members = await membersOf(business.id)
  const hosts = await business
    .related('hosts')
    .query()
    .select('*', withPage())
    .preload('availabilityRules')
    .preload('services', (services) =>
      services.select('services.id', 'services.name').orderBy('position').orderBy('id')
    )
    .orderBy('is_active', 'desc')
    .orderBy('position')
    .orderBy('id')
  const invitations = await unansweredInvitations(business.id)
  const shown = hosts.map((host) => ({
    host,
    week: host.availabilityRules.map(({ range }) => range),
    member: members.find(({ userId }) => userId === host.userId) ?? null,
    invitation: invitations.find(({ hostId }) => hostId === host.id) ?? null,
  }))
  const booked = new Set(hosts.map(({ userId }) => userId))
  return {
    people: shown.filter(({ host }) => host.kind === 'person'),
    rooms: shown.filter(({ host }) => host.kind === 'room'),
    others: members.filter(({ userId }) => !booked.has(userId)),
    invitations,
    teamPages: await teamPagesOf(business.id),
    permissions: PERMISSIONS,
    now,
  }
}
